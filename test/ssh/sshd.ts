/** A real sshd on loopback with keys and configuration of its own: nothing of the machine's is read or changed. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { until } from '../support/wait';

const SSHD = '/usr/sbin/sshd';

export interface Sshd {
  /** For `ssh -F`. Aliases: box, noisy, refused, changed, unknown, denied, nowhere. */
  configFile: string;
  /** Home folder of every session. */
  home: string;
  log(): string;
  stop(): void;
}

/**
 * @param path PATH of every session; default: the machine's
 * @throws Error when OpenSSH's server is not installed
 */
export async function startSshd(dir: string, path?: string): Promise<Sshd> {
  if (!existsSync(SSHD)) throw new Error(`${SSHD} is missing; on Debian: apt-get install -y --no-install-recommends openssh-server`);
  const home = `${dir}/home`;
  mkdirSync(home, { recursive: true });
  mkdirSync(`${dir}/ssh`, { mode: 0o700 });
  // Privilege separation's folder: only needed, and only possible, for root.
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  for (const key of ['host_key', 'other_key', 'id', 'stranger']) execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', `${dir}/ssh/${key}`]);
  const port = await freePort();
  writeFileSync(`${dir}/ssh/sshd_config`, serverConfig(`${dir}/ssh`, port, `HOME=${home}${path === undefined ? '' : ` PATH=${path}`}`));
  writeFileSync(`${dir}/ssh/known_hosts`, `[127.0.0.1]:${port} ${publicKey(`${dir}/ssh/host_key`)}\n`);
  writeFileSync(`${dir}/ssh/changed_hosts`, `[127.0.0.1]:${port} ${publicKey(`${dir}/ssh/other_key`)}\n`);
  writeFileSync(`${dir}/ssh/authorized_keys`, readFileSync(`${dir}/ssh/id.pub`), { mode: 0o600 });
  const configFile = `${dir}/ssh/ssh_config`;
  writeFileSync(configFile, clientConfig(`${dir}/ssh`, port, await freePort()));

  const server = spawn(SSHD, ['-D', '-f', `${dir}/ssh/sshd_config`, '-E', `${dir}/ssh/sshd.log`], { stdio: 'ignore' });
  const log = () => (existsSync(`${dir}/ssh/sshd.log`) ? readFileSync(`${dir}/ssh/sshd.log`, 'utf8') : '');
  await until('sshd to listen', () => listens(server, log));
  return { configFile, home, log, stop: () => void server.kill() };
}

function listens(server: ChildProcess, log: () => string): boolean {
  if (server.exitCode !== null) throw new Error(`sshd ended at its start: ${log()}`);
  return log().includes('Server listening');
}

const publicKey = (file: string) => readFileSync(`${file}.pub`, 'utf8').split(' ').slice(0, 2).join(' ');

const serverConfig = (dir: string, port: number, environment: string) => `
Port ${port}
ListenAddress 127.0.0.1
HostKey ${dir}/host_key
PidFile ${dir}/sshd.pid
AuthorizedKeysFile ${dir}/authorized_keys
PasswordAuthentication no
KbdInteractiveAuthentication no
PubkeyAuthentication yes
PermitRootLogin prohibit-password
UsePAM no
StrictModes no
AllowTcpForwarding no
SetEnv ${environment}
LogLevel VERBOSE
`;

const clientConfig = (dir: string, port: number, closedPort: number) => `
Host refused
  Port ${closedPort}
Host nowhere
  HostName no-such-host.invalid
Host changed
  UserKnownHostsFile ${dir}/changed_hosts
Host unknown
  UserKnownHostsFile ${dir}/no_hosts
Host denied
  IdentityFile ${dir}/stranger
Host *
  HostName 127.0.0.1
  Port ${port}
  User ${userInfo().username}
  IdentitiesOnly yes
  IdentityAgent none
  UserKnownHostsFile ${dir}/known_hosts
  GlobalKnownHostsFile /dev/null
  StrictHostKeyChecking yes
Host * !denied
  IdentityFile ${dir}/id
`;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
