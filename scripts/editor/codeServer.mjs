// Starts and stops VS Code for the browser (code-server), bound to 127.0.0.1.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { editor } from '../setup/editor.mjs';

/** Variables of an outer editor or npm that would change how this one behaves. */
const FOREIGN = /^(VSCODE_|CODE_SERVER_|ELECTRON_|npm_|PORT$|PASSWORD$|HASHED_PASSWORD$)/;
const START_LIMIT = 60_000;

/** An editor without first-run pages and without talk to the outside. */
export const QUIET_SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'chat.disableAIFeatures': true,
  // In the browser files save themselves by default; a test wants to see what is typed and not yet saved.
  'files.autoSave': 'off',
};

/** The files of one editor profile under `home`. */
export function profile(home, settings = QUIET_SETTINGS) {
  const dirs = { user: path.join(home, 'user'), extensions: path.join(home, 'extensions') };
  const settingsFile = path.join(dirs.user, 'User', 'settings.json');
  mkdirSync(path.dirname(settingsFile), { recursive: true });
  mkdirSync(dirs.extensions, { recursive: true });
  // What people changed in an editor that they have used before stays as they left it.
  if (!existsSync(settingsFile)) writeFileSync(settingsFile, `${JSON.stringify(settings, null, 2)}\n`);
  const config = path.join(home, 'config.yaml');
  writeFileSync(config, 'cert: false\n');
  const argv = ['--config', config, '--user-data-dir', dirs.user, '--extensions-dir', dirs.extensions];
  return { home, dirs, argv, log: path.join(home, 'server.log') };
}

/** This process's environment for an editor of its own; `extra` wins. */
export function editorEnvironment(extra = {}) {
  const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  return { ...Object.fromEntries(inherited), ...extra };
}

/**
 * @param {{ profile: ReturnType<typeof profile>, password?: string | null, env?: Record<string, string>, args?: string[] }} options
 * password null: no login (tests on a loopback port that lives for seconds)
 * @returns {Promise<{ pid: number, url: string, port: number, authority: string, log: string, milliseconds: number,
 *   exited: Promise<number | null>, stop: () => Promise<void> }>}
 */
export async function startCodeServer({ profile: files, password = null, env = {}, args = [] }) {
  const port = await freePort();
  const from = Date.now();
  const log = openSync(files.log, 'a');
  const child = spawn(
    editor.node,
    [
      editor.entry, '--bind-addr', `127.0.0.1:${port}`, '--auth', password === null ? 'none' : 'password', ...files.argv,
      '--disable-telemetry', '--disable-update-check', '--disable-workspace-trust', '--disable-getting-started-override',
      ...args,
    ],
    // A group of its own, so that stopping it stops the extension hosts as well.
    { env: editorEnvironment({ ...env, ...(password === null ? {} : { PASSWORD: password }) }), stdio: ['ignore', log, log], detached: true },
  );
  closeSync(log);
  let running = true;
  const exited = new Promise((resolve) => child.once('close', resolve)).then((code) => {
    running = false;
    return code;
  });
  const signal = (name) => {
    try {
      process.kill(-child.pid, name);
    } catch {
      // The group has gone already.
    }
  };
  const atExit = () => signal('SIGTERM');
  process.once('exit', atExit);
  const stop = async () => {
    process.off('exit', atExit);
    signal('SIGTERM');
    const late = setTimeout(() => signal('SIGKILL'), 5000);
    await exited;
    clearTimeout(late);
    signal('SIGKILL'); // an extension host that outlived its server
  };
  const url = `http://127.0.0.1:${port}`;
  const failed = new Promise((_, reject) => child.once('error', reject));
  while (running && !(await Promise.race([answers(`${url}/healthz`), failed]))) {
    if (Date.now() - from > START_LIMIT) {
      await stop();
      throw new Error(`code-server did not answer within ${START_LIMIT / 1000} s. Its log: ${files.log}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  if (!running) throw new Error(`code-server ended at once. Its log:\n${readFileSync(files.log, 'utf8').slice(-2000)}`);
  return { pid: child.pid, url, port, authority: `127.0.0.1:${port}`, log: files.log, milliseconds: Date.now() - from, exited, stop };
}

const answers = (url) => fetch(url).then((answer) => answer.ok, () => false);

/** A port of 127.0.0.1 that is free now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
