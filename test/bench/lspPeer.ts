/** yaml-language-server as pinned in tools/bench-lsp, installed when it is first needed. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const recipe = path.join(root, 'tools', 'bench-lsp');
const folder = path.join(root, '.setup', 'bench-lsp');
const installed = path.join(folder, 'node_modules', 'yaml-language-server');

const versionIn = (file: string): string => (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
const pinned = (): string => (JSON.parse(readFileSync(path.join(recipe, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }).dependencies['yaml-language-server'] ?? '';

/** @returns its version and its executable */
export function installPeer(): { version: string; entry: string } {
  const manifest = path.join(installed, 'package.json');
  if (!existsSync(manifest) || versionIn(manifest) !== pinned()) {
    mkdirSync(folder, { recursive: true });
    for (const name of ['package.json', 'package-lock.json']) copyFileSync(path.join(recipe, name), path.join(folder, name));
    const result = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, encoding: 'utf8' });
    if (result.status !== 0) throw new Error(`yaml-language-server could not be installed:\n${result.stdout}${result.stderr}`);
  }
  return { version: versionIn(manifest), entry: path.join(installed, 'bin', 'yaml-language-server') };
}
