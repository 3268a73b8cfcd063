// The suites as files that an extension host can load: one bundle per suite, and the loader beside them.
import { build } from 'esbuild';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root, setupFolder } from '../../scripts/setup/paths.mjs';

const folderOf = (suite) => path.join(root, 'test', 'vscode', suite);
export const bundleFolder = path.join(setupFolder, 'vscode-tests');

/**
 * @param {'suite' | 'unrelated'} suite folder of the tests; all are run by the one loader
 * @returns {Promise<string>} the module with `run()`, without its extension: what VS Code wants as tests path
 */
export async function bundleSuites(suite = 'suite') {
  const outdir = path.join(bundleFolder, suite);
  rmSync(outdir, { recursive: true, force: true });
  const tests = readdirSync(folderOf(suite)).filter((name) => name.endsWith('.test.ts')).map((name) => path.join(folderOf(suite), name));
  await build({
    absWorkingDir: root,
    entryPoints: [{ in: path.join(folderOf('suite'), 'index.ts'), out: 'index' }, ...tests.map((file) => ({ in: file, out: path.basename(file, '.ts') }))],
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return path.join(outdir, 'index');
}
