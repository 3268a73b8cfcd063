// The command line and the language server for other editors, as one npm package: `reasoner`, `reasoner-language-server`.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { command } from '../setup/command.mjs';
import { dist, root, setupFolder } from '../setup/paths.mjs';

/** What the two programs need of dist/; everything is bundled, so the package has no dependencies. */
const PARTS = ['cli', 'server', 'agent', 'catalogues', 'rules'];
const TEXTS = ['LICENSE', 'CHANGELOG.md', 'docs/cli.md'];

/** @returns {Promise<string>} path of the tarball. dist/ must be current. */
export async function packTarball(folder = dist) {
  const { version, license, engines, description } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const staging = path.join(setupFolder, 'tarball');
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  /** The worker is of use to the extension only. */
  const bundled = (source) => !source.endsWith('.map') && source !== path.join(dist, 'server', 'browser.js');
  for (const part of PARTS) cpSync(path.join(dist, part), path.join(staging, 'dist', part), { recursive: true, filter: bundled });
  for (const text of TEXTS) cpSync(path.join(root, text), path.join(staging, path.basename(text) === 'cli.md' ? 'README.md' : path.basename(text)));
  const manifest = {
    name: '@reasoner-studio/cli',
    version,
    description,
    license,
    engines: { node: engines.node },
    bin: { reasoner: 'dist/cli/main.js', 'reasoner-language-server': 'dist/server/main.js' },
  };
  writeFileSync(path.join(staging, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await command('Pack', ['npm', 'pack', '--silent', '--pack-destination', folder], { cwd: staging });
  return path.join(folder, `reasoner-studio-cli-${version}.tgz`);
}
