// The suites as files that an extension host can load: one bundle per suite, and the loader beside them.
import { build } from 'esbuild';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root, setupFolder } from '../../scripts/setup/paths.mjs';

const suites = path.join(root, 'test', 'vscode', 'suite');
export const bundleFolder = path.join(setupFolder, 'vscode-tests');

/** @returns {Promise<string>} the module with `run()`, without its extension: what VS Code wants as tests path */
export async function bundleSuites() {
  rmSync(bundleFolder, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: readdirSync(suites).filter((name) => name.endsWith('.ts')).map((name) => path.join(suites, name)),
    outdir: bundleFolder,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return path.join(bundleFolder, 'index');
}
