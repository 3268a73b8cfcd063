import { readdirSync, readFileSync } from 'node:fs';

/** Pids of the living processes that a predicate picks by parent and command line (Linux: /proc). */
export function processes(pick: (process: { pid: number; parent: number; argv: string[] }) => boolean): number[] {
  const found: number[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const argv = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0').slice(0, -1);
      if (state !== 'Z' && pick({ pid: Number(name), parent: Number(parent), argv })) found.push(Number(name));
    } catch {
      // It ended while we looked.
    }
  }
  return found;
}

/** Agents (or ssh clients) that this test process started. */
export const childrenOf = (parent: number, word: string): number[] =>
  processes((process) => process.parent === parent && process.argv.some((argument) => argument.includes(word)));

export const isAlive = (pid: number): boolean => processes((process) => process.pid === pid).length > 0;
