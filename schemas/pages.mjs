// Writes docs/rules/*.md and schemas/reasoner.schema.json from the tables in config/.
import { build } from 'esbuild';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname, '..');
const temp = mkdtempSync(path.join(os.tmpdir(), 'pages-'));

async function load(entry) {
  const outfile = path.join(temp, `${path.basename(entry, '.ts')}.mjs`);
  await build({ absWorkingDir: root, entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
  return import(pathToFileURL(outfile).href);
}

try {
  const { renderPages } = await load('config/rules/render.ts');
  const { pipelineSchema } = await load('config/pipeline/schema.ts');
  const folder = path.join(root, 'docs', 'rules');
  const pages = renderPages();
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (name.endsWith('.md') && !(name in pages)) rmSync(path.join(folder, name));
  for (const [name, text] of Object.entries(pages)) writeFileSync(path.join(folder, name), text);
  writeFileSync(path.join(root, 'schemas', 'reasoner.schema.json'), `${JSON.stringify(pipelineSchema(), null, 2)}\n`);
} finally {
  rmSync(temp, { recursive: true, force: true });
}
