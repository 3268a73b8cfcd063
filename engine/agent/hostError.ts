import type { Exit } from './transport';
import { HostError } from './errors';

/** What is known about a stream that ended, or never began. */
export interface Failure {
  /** Null for this machine. */
  host: string | null;
  /** The program that was started: ssh, or the local python3. */
  program: string;
  exit: Exit | null;
  stderr: string;
  /** What was printed before the agent spoke. */
  noise: string;
  /** The bootstrap's word, when it said one. */
  word: string | null;
}

interface Explanation {
  pattern: RegExp;
  message(name: string, match: RegExpExecArray): string;
  hint: string;
}

/** What OpenSSH's client and the remote shell print, and what it means. The first that matches wins. */
const SSH: Explanation[] = [
  {
    pattern: /REMOTE HOST IDENTIFICATION HAS CHANGED/,
    message: (name) => `The host key of ${name} is not the one that is known: another machine may be answering in its place.`,
    hint: 'If the host was reinstalled, remove its old key with `ssh-keygen -R <host>` and connect once in a terminal to check the new one.',
  },
  {
    pattern: /Host key verification failed|No .* host key is known/,
    message: (name) => `The host key of ${name} is not known yet.`,
    hint: 'Connect once with ssh in a terminal, and accept the key after checking it.',
  },
  {
    pattern: /Could not resolve hostname ([^:]+)/,
    message: (name) => `No host named ${name} can be found.`,
    hint: 'Check the target\'s host in reasoner.yaml, and its alias in your ssh configuration.',
  },
  {
    pattern: /connect to (?:host|address) (\S+) port (\d+): Connection refused/,
    message: (name, match) => `${name} refused the connection on port ${match[2]}.`,
    hint: 'Check that an ssh server runs there and listens on that port.',
  },
  {
    pattern: /[Cc]onnection timed out|Operation timed out|banner exchange/,
    message: (name) => `${name} did not answer in time.`,
    hint: 'Check that the host is up, and that your network (VPN, firewall) reaches it.',
  },
  {
    pattern: /No route to host|Network is unreachable/,
    message: (name) => `${name} cannot be reached from this network.`,
    hint: 'Check your network or VPN.',
  },
  {
    pattern: /Permission denied \(([^)]*)\)|Too many authentication failures/,
    message: (name) => `${name} did not accept the login.`,
    hint: 'Check user and key: `ssh <host>` in a terminal must log in without asking, through a key or an ssh agent.',
  },
  {
    pattern: /Bad configuration option|terminating, \d+ bad configuration|Can't open user config file/,
    message: () => 'ssh could not read its configuration.',
    hint: 'Run `ssh <host>` in a terminal; it names the line.',
  },
  {
    pattern: /python3: (?:[Cc]ommand )?not found|python3: No such file|Unknown command:? '?python3|exec: python3/,
    message: (name) => `${name} has no python3.`,
    hint: 'Install Python 3.8 or newer there, and make sure that `ssh <host> python3 --version` finds it.',
  },
  {
    pattern: /kex_exchange_identification|Connection reset by|Connection closed by/,
    message: (name) => `${name} closed the connection before the login.`,
    hint: 'The server may be overloaded, or may not admit this machine. Try `ssh <host>` in a terminal.',
  },
];

/** One sentence and a hint for a host on which no agent could be started. */
export function explainFailure(failure: Failure): HostError {
  const name = failure.host ?? 'this machine';
  return explainStart(failure) ?? explainWord(failure, name) ?? explainSsh(failure, name) ?? unexplained(failure, name);
}

function explainStart({ host, program, exit }: Failure): HostError | null {
  if (!exit?.error) return null;
  const what = host === null ? 'python3' : 'ssh client';
  const setting = host === null ? 'Install Python 3.8 or newer, or name it in the settings.' : 'Install OpenSSH\'s client, or name it in the settings.';
  return exit.error.code === 'ENOENT'
    ? new HostError(`There is no ${what} at ${program} on this machine.`, setting)
    : new HostError(`The ${what} ${program} cannot be started: ${exit.error.message}.`, setting);
}

function explainWord({ word }: Failure, name: string): HostError | null {
  if (word === null) return null;
  const [kind, ...rest] = word.split(' ');
  const detail = rest.join(' ');
  if (kind === 'python') return new HostError(`The python3 of ${name} is ${detail}; the agent needs 3.8 or newer.`, 'Install a newer Python there and put it first in PATH.');
  if (kind === 'unwritable') return new HostError(`The agent cannot be stored on ${name} (${detail}).`, 'Make room in the home folder there, and check that ~/.cache belongs to you.');
  if (kind === 'damaged') return new HostError(`The agent arrived damaged on ${name}.`, 'Something on the way changes the bytes of the ssh connection. Try again.');
  return null;
}

function explainSsh({ host, stderr }: Failure, name: string): HostError | null {
  if (host === null) return null;
  for (const { pattern, message, hint } of SSH) {
    const match = pattern.exec(stderr);
    if (match) return new HostError(message(name, match), hint.replaceAll('<host>', host));
  }
  return null;
}

function unexplained({ exit, stderr, noise }: Failure, name: string): HostError {
  const said = lastLine(stderr) || lastLine(noise);
  const how = exit?.code != null ? ` (exit code ${exit.code})` : exit?.signal ? ` (${exit.signal})` : '';
  return new HostError(
    `No agent answered on ${name}${how}${said ? `; the last that was printed: ${said}` : '.'}`,
    'Check that a login there runs commands, and that its start-up files print little and start no other program.',
  );
}

function lastLine(text: string): string {
  const lines = text.split(/[\r\n]+/).map((line) => line.trim());
  return (lines.filter((line) => line !== '').pop() ?? '').slice(0, 300);
}

/** Why a connection that had worked is gone. */
export function explainLoss(failure: Failure): string {
  if (failure.host === null) return 'the agent on this machine ended';
  const said = lastLine(failure.stderr);
  return `the connection to ${failure.host} was lost${said ? `: ${said}` : ''}`;
}
