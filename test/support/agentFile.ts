/** The agent as it ships, packed from today's sources: what the layers that need a real agent start. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';
import type { HostSettings } from '../../engine/api';

const SOURCES = path.resolve(__dirname, '../../agent');
let packed: string | null = null;

/** Path of a zipapp of agent/, in a temporary folder named by its hash: every test process packs or finds the same. */
export function agentFile(): string {
  packed ??= pack();
  return packed;
}

function pack(): string {
  const names = readdirSync(SOURCES).filter((name) => name.endsWith('.py')).sort();
  const entries = Object.fromEntries(names.map((name) => [name, readFileSync(path.join(SOURCES, name))]));
  const bytes = zipSync(entries, { mtime: new Date(1980, 0, 2) });
  const folder = path.join(tmpdir(), `reasoner-agent-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`);
  const file = path.join(folder, 'reasoner-agent.pyz');
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  // Two test processes may pack at once.
  writeFileSync(`${file}.${process.pid}`, bytes);
  renameSync(`${file}.${process.pid}`, file);
  return file;
}

/** Settings of a machine with python3 and ssh in PATH. */
export function hostSettings(overrides: Partial<HostSettings> = {}): HostSettings {
  return { python: 'python3', ssh: 'ssh', sshConfigFile: null, agentFile: agentFile(), ...overrides };
}
