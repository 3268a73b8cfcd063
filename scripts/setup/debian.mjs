// What the tests take from the operating system: a browser and an ssh server.
import { existsSync } from 'node:fs';
import { command } from './command.mjs';
import { findExecutable } from './machine.mjs';
import { SetupProblem } from './problem.mjs';

const NEEDS = {
  browser: {
    title: 'Browser',
    what: 'a Chromium browser',
    package: 'chromium',
    find: () => findExecutable([process.env['REASONER_CHROMIUM'] ?? 'chromium', 'chromium-browser', 'google-chrome', '/usr/bin/chromium']),
    otherwise: ', or name one: REASONER_CHROMIUM=/path/to/chromium',
  },
  sshd: {
    title: 'ssh server',
    what: 'an ssh server (sshd; the tests start their own on 127.0.0.1)',
    package: 'openssh-server',
    find: async () => (await findExecutable(['ssh'])) && findExecutable(['sshd', '/usr/sbin/sshd']),
    otherwise: '',
  },
};

/** @returns {Promise<string | null>} the executable */
export const findBrowser = () => NEEDS.browser.find();

/** @param {'browser' | 'sshd'} need */
export async function fromDebian(need, say) {
  const { title, what, package: name, find, otherwise } = NEEDS[need];
  if (await find()) return 'ready';
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) {
    throw new SetupProblem(`${title}: ${what} was not found.`, `Install it (Debian or Ubuntu: sudo apt-get install ${name})${otherwise}.`);
  }
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await command(title, ['apt-get', 'update'], { env, say });
  await command(title, ['apt-get', 'install', '-y', '--no-install-recommends', name], { env, say });
  if (await find()) return `installed ${name} with apt-get`;
  throw new SetupProblem(`${title}: the Debian package ${name} was installed, but ${what} is still not found.`, `Look at \`dpkg -L ${name}\`${otherwise}.`);
}
