// Bundles every entry of the product into dist/: what the VSIX and the command line ship, as files.
import { build, context } from 'esbuild';
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync, readFileSync, existsSync, chmodSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { createHash } from 'node:crypto';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const dist = path.join(root, 'dist');
const watch = process.argv.includes('--watch');
const production = !process.argv.includes('--dev');

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  mainFields: ['module', 'main'],
};
const node = { ...common, platform: 'node', target: 'node20', format: 'cjs' };
const browser = { ...common, platform: 'browser', target: 'chrome114', format: 'iife' };

/** Entries that exist are built; the table is the whole list of what ships. */
const BUNDLES = [
  // Activation is on the user's clock: the engine is a bundle of its own, loaded at first use.
  { ...node, entryPoints: { extension: 'client/extension.ts' }, outdir: 'dist/client', external: ['vscode', '../engine/index.js', './client.js'] },
  // So is the language client, read when a config is first opened.
  { ...node, entryPoints: { client: 'client/language/client.ts' }, outdir: 'dist/client', external: ['vscode'] },
  // VS Code for the Web: one file, because a script there cannot load another one, and its server as a worker.
  { ...browser, entryPoints: { browser: 'client/browser.ts' }, outdir: 'dist/client', format: 'cjs', external: ['vscode'] },
  { ...browser, entryPoints: { browser: 'server/browser.ts' }, outdir: 'dist/server' },
  { ...node, entryPoints: { index: 'engine/index.ts' }, outdir: 'dist/engine' },
  { ...node, entryPoints: { main: 'server/main.ts' }, outdir: 'dist/server', banner: { js: '#!/usr/bin/env node' } },
  { ...node, entryPoints: { main: 'cli/main.ts' }, outdir: 'dist/cli', banner: { js: '#!/usr/bin/env node' } },
  ...['dashboard', 'launchpad', 'comparison'].map((name) => ({
    ...browser,
    entryPoints: { [name]: `webviews/${name}/main.ts` },
    outdir: 'dist/webviews',
    loader: { '.ttf': 'dataurl' },
  })),
];

const present = BUNDLES.filter((bundle) => Object.values(bundle.entryPoints).every((entry) => existsSync(path.join(root, entry))));

/** The agent as one deterministic zipapp: same sources, same bytes, same hash. */
function packAgent() {
  const dir = path.join(root, 'agent');
  const entries = {};
  const walk = (sub) => {
    for (const item of readdirSync(path.join(dir, sub), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = sub ? `${sub}/${item.name}` : item.name;
      if (item.isDirectory() && !['tests', '__pycache__'].includes(item.name)) walk(name);
      else if (item.isFile() && item.name.endsWith('.py')) {
        entries[name] = [readFileSync(path.join(dir, name)), { mtime: new Date(1980, 0, 2), level: 9 }];
      }
    }
  };
  walk('');
  if (!entries['__main__.py']) return;
  const bytes = zipSync(entries, { mtime: new Date(1980, 0, 2) });
  mkdirSync(path.join(dist, 'agent'), { recursive: true });
  writeFileSync(path.join(dist, 'agent', 'reasoner-agent.pyz'), bytes);
  writeFileSync(path.join(dist, 'agent', 'sha256'), createHash('sha256').update(bytes).digest('hex') + '\n');
}

/** The field catalogues, without the white space that makes them readable in a diff. */
function copyCatalogues() {
  const folder = path.join(root, 'schemas', 'catalogues');
  mkdirSync(path.join(dist, 'catalogues'), { recursive: true });
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    writeFileSync(path.join(dist, 'catalogues', name), JSON.stringify(JSON.parse(readFileSync(path.join(folder, name), 'utf8'))));
  }
  // A diagnostic leads to its rule's page.
  cpSync(path.join(root, 'docs', 'rules'), path.join(dist, 'rules'), { recursive: true });
}

/** `npx --no-install reasoner` inside the repository finds the bundle like an installed package's. */
function linkBinaries() {
  const bin = path.join(root, 'node_modules', '.bin');
  if (!existsSync(bin)) return;
  for (const [name, file] of [['reasoner', 'cli/main.js'], ['reasoner-language-server', 'server/main.js']]) {
    const target = path.join(bin, name);
    rmSync(target, { force: true });
    writeFileSync(target, `#!/usr/bin/env node\nrequire('../../dist/${file}');\n`);
    chmodSync(target, 0o755);
  }
}

// Set-up stamps what it built (scripts/setup/bundles.mjs); a build by hand makes that stamp stale.
rmSync(path.join(dist, '.set-up-stamp'), { force: true });
if (watch) {
  for (const bundle of present) await (await context(bundle)).watch();
} else {
  if (process.argv.includes('--clean')) rmSync(dist, { recursive: true, force: true });
  await Promise.all(present.map((bundle) => build(bundle)));
}
packAgent();
copyCatalogues();
linkBinaries();
