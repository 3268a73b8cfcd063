// The extension as users install it: one .vsix, made from dist/.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sourceHash } from '../setup/bundles.mjs';
import { command } from '../setup/command.mjs';
import { editor } from '../setup/editor.mjs';
import { dist, root, setupFolder } from '../setup/paths.mjs';
import { filesUnder, hashOf } from '../setup/stamp.mjs';
import { editorEnvironment } from './codeServer.mjs';

export const vsixFile = path.join(setupFolder, 'reasoner-studio.vsix');

/** Everything that ships, and nothing else: these and the parts of dist/ that run in the editor. */
const SHIPPED = ['package.json', 'package.nls.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'media', 'l10n'];
const notForEditors = (file) => file === path.join(dist, 'cli') || /\.(map|vsix|tgz)$|^\./.test(path.basename(file));

/** Packages the extension, if a source has changed since the last time. dist/ must be current. */
export async function packageExtension(file = vsixFile) {
  const texts = SHIPPED.map((name) => path.join(root, name));
  const hash = hashOf([sourceHash()], texts.flatMap((one) => [one, ...filesUnder(one)]));
  const stamp = path.join(setupFolder, `${path.basename(file)}.stamp`);
  if (existsSync(file) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return 'ready';
  // In a folder of its own: beside the sources, vsce would read through every environment and editor of the clone.
  const staging = path.join(setupFolder, 'vsix');
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  // Shown to vsce: nothing is left to leave out.
  writeFileSync(path.join(staging, '.vscodeignore'), '');
  for (const name of SHIPPED.filter((one) => existsSync(path.join(root, one)))) {
    cpSync(path.join(root, name), path.join(staging, name), { recursive: true });
  }
  cpSync(dist, path.join(staging, 'dist'), { recursive: true, filter: (source) => !notForEditors(source) });
  const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  await command('Package', [process.execPath, vsce, 'package', ...options, '-o', file], { cwd: staging });
  writeFileSync(stamp, hash);
  return 'packaged';
}

/** Installs the .vsix into a code-server profile, exactly as a user would; a profile that has this very file keeps it. */
export async function installExtension(profile, file = vsixFile) {
  const stamp = path.join(profile.dirs.extensions, '.reasoner-studio.stamp');
  const hash = hashOf([], [file]);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return 'ready';
  await command('Install extension', [editor.node, editor.entry, ...profile.argv, '--install-extension', file, '--force'], {
    env: editorEnvironment(),
  });
  writeFileSync(stamp, hash);
  return 'installed';
}
