// The suites as one file: a web extension host loads no second one, and has no Node.
import { build } from 'esbuild';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root, setupFolder } from '../../scripts/setup/paths.mjs';

const suites = path.join(root, 'test', 'web', 'suite');

/** @returns {Promise<string>} the module with `run()`, without its extension: what VS Code wants as tests path */
export async function bundleSuites() {
  const tests = readdirSync(suites).filter((name) => name.endsWith('.test.ts'));
  const outfile = path.join(setupFolder, 'web-tests', 'index.js');
  await build({
    absWorkingDir: root,
    stdin: { contents: `export * from './index';\nimport { loaded } from './index';\n${tests.map((name) => `loaded(() => require('./${path.basename(name, '.ts')}'));`).join('\n')}`, resolveDir: suites, loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'browser',
    target: 'chrome114',
    format: 'iife',
    globalName: 'suites',
    // Mocha's browser build would take this module's own exports for itself.
    banner: { js: '(function (host, module, exports) {' },
    footer: { js: 'host.run = suites.run; })(exports);' },
    sourcemap: 'inline',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return path.join(path.dirname(outfile), 'index');
}
