/** `#SBATCH` lines: what a batch script asks Slurm for. */
import type { BatchOption } from './types';

/** Slurm's short options that matter here, by their long names. */
const LONG: Record<string, string> = { N: 'nodes', n: 'ntasks', J: 'job-name', p: 'partition', c: 'cpus-per-task', G: 'gpus', t: 'time', o: 'output', e: 'error', A: 'account', D: 'chdir', w: 'nodelist' };
const LINE = /^#SBATCH[ \t]+(.*)$/;
const OPTION = /--([a-z][a-z-]*)(?:=("[^"]*"|\S+)|[ \t]+([^\s-#]\S*))?|-([A-Za-z])[ \t]*=?("[^"]*"|[^\s-#]\S*)?/g;

/** Options by long name, the last one of each: Slurm reads the lines before the first command. */
export function sbatchOptions(text: string): Map<string, BatchOption> {
  const options = new Map<string, BatchOption>();
  let at = 0;
  while (at < text.length) {
    const stop = text.indexOf('\n', at);
    const end = stop < 0 ? text.length : stop;
    const line = text.slice(at, end);
    const trimmed = line.trim();
    if (trimmed !== '' && !trimmed.startsWith('#')) break;
    const found = LINE.exec(line.replace(/\r$/, ''));
    if (found) {
      const body = found[1] ?? '';
      const start = at + line.indexOf(body, '#SBATCH'.length);
      for (const match of body.replace(/[ \t]#.*$/, '').matchAll(OPTION)) {
        const name = match[1] ?? LONG[match[4] ?? ''] ?? match[4] ?? '';
        const value = match[2] ?? match[3] ?? match[5] ?? null;
        const range = { start: start + match.index, end: start + match.index + match[0].length };
        options.set(name, { value: value?.replace(/^"(.*)"$/, '$1') ?? null, range });
      }
    }
    at = end + 1;
  }
  return options;
}
