// The desktop VS Code, where there is one.
import { ask, command } from '../setup/command.mjs';
import { findExecutable } from '../setup/machine.mjs';

/** @returns {Promise<{ file: string, version: string } | null>} null without `code`, or without a screen for it */
export async function findDesktop() {
  const file = await findExecutable(['code']);
  if (!file || !hasScreen()) return null;
  // code-server also answers to `code` inside its own terminal; its version line is another.
  const [version = ''] = ((await ask([file, '--version'])) ?? '').split('\n');
  return /^\d+\.\d+\.\d+$/.test(version.trim()) ? { file, version: version.trim() } : null;
}

const hasScreen = () =>
  process.platform !== 'linux' || ['DISPLAY', 'WAYLAND_DISPLAY', 'VSCODE_IPC_HOOK_CLI'].some((name) => process.env[name]);

export async function openDesktop(desktop, vsix, folder) {
  await command('Install extension', [desktop.file, '--install-extension', vsix, '--force']);
  await command('Open VS Code', [desktop.file, folder]);
}
