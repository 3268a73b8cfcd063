// A project that has nothing to do with training: what most people have open most of the time.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * @param {number} count YAML files, in folders of 100
 * @returns {{ folder: string, dispose: () => void }}
 */
export function unrelatedWorkspace(count) {
  const home = mkdtempSync(path.join(os.tmpdir(), 'reasoner-other-'));
  const folder = path.join(home, 'site');
  const write = (name, text) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  for (let i = 0; i < count; i++) write(`deploy/${Math.floor(i / 100)}/service-${i}.yaml`, `services:\n  web-${i}:\n    image: nginx\n    ports: ["${8000 + i}:80"]\n`);
  write('package.json', '{ "name": "site", "scripts": { "build": "vite build" } }\n');
  write('build.sh', '#!/bin/sh\nnpm ci && npm run build\n');
  write('app.py', 'import json\n\n\nclass Config:\n    port = 8000\n');
  return { folder, dispose: () => rmSync(home, { recursive: true, force: true }) };
}
