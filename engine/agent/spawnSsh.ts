import { HostError } from './errors';
import type { Transport } from './transport';
import { spawnTransport } from './transport';

const OPTIONS = ['-T', '-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10', '-o', 'ServerAliveInterval=15', '-o', 'ServerAliveCountMax=3'];

/**
 * The bootstrap on an ssh host, through the system's own client: the user's configuration, keys and jump hosts work.
 *
 * @throws HostError for a name that ssh would take for an option
 */
export function spawnSsh(ssh: string, configFile: string | null, host: string, code: string): Transport {
  refuseOption(host);
  const config = configFile === null ? [] : ['-F', configFile];
  // `code` holds no quote but the double ones around base64: sh, bash, zsh, fish and csh all read it alike.
  return spawnTransport([ssh, ...config, ...OPTIONS, '--', host, `exec python3 -I -c '${code}'`]);
}

function refuseOption(host: string): void {
  if (host === '' || host.startsWith('-') || /[\s\0]/.test(host)) {
    throw new HostError(`${JSON.stringify(host)} is not a host name.`, 'Name the host as you would after `ssh`: an alias of your ssh configuration, or user@name.');
  }
}
