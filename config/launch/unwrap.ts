/** Takes launchers off a command: `nohup srun torchrun --nproc_per_node 8 -m x.y a=b` runs the module x.y. */
import type { ShellWord } from '../syntax/shell/types';
import type { Range } from '../syntax/tree';
import type { Launcher } from './types';

/** What a command runs in the end, and the launchers on the way, outermost first. */
export interface Invocation {
  /** `-m x.y`, a script's path, or a program's name. */
  kind: 'module' | 'script' | 'program';
  name: string;
  /** The word that gives the name. */
  head: Range;
  args: readonly ShellWord[];
  program: string[];
  launchers: readonly { launcher: Launcher; flags: readonly ShellWord[] }[];
  /** `env A=1` in front. */
  assignments: readonly ShellWord[];
}

/** Programs that start the command in their arguments and nothing else. */
const WRAPPERS = new Set(['nohup', 'time', 'exec', 'command', 'stdbuf', 'nice', 'ionice', 'timeout', 'numactl', 'nsys', 'sudo', 'env', 'setsid', 'taskset', 'conda', 'mamba', 'micromamba', 'uv', 'poetry', 'pixi', 'singularity', 'apptainer', 'docker', 'enroot', 'sg', 'unbuffer', 'xvfb-run']);
const LAUNCHERS: Record<string, Launcher> = { torchrun: 'torchrun', accelerate: 'accelerate', 'accelerate-launch': 'accelerate', deepspeed: 'deepspeed', ray: 'ray-job', srun: 'srun' };
/** Modules that are launchers. */
const LAUNCHER_MODULES: Record<string, Launcher> = {
  'torch.distributed.run': 'torchrun',
  'torch.distributed.launch': 'torchrun',
  'accelerate.commands.launch': 'accelerate',
  'accelerate.commands.accelerate_cli': 'accelerate',
  'deepspeed.launcher.runner': 'deepspeed',
};
const PYTHON = /^python(?:\d(?:\.\d+)?)?$/;
const TRAINERS = new Set(['llamafactory-cli', 'lmf', 'swift', 'megatron', 'trl']);
const MODULE = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/;

/** Launchers around launchers that are followed. */
const MAX_STEPS = 12;

const baseName = (text: string): string => text.slice(text.lastIndexOf('/') + 1);
const nameOf = (word: ShellWord | undefined): string => baseName(word?.text ?? '');
const isProgram = (word: ShellWord): boolean => {
  const name = nameOf(word);
  return PYTHON.test(name) || TRAINERS.has(name) || Object.hasOwn(LAUNCHERS, name) || WRAPPERS.has(name);
};

/** Null for a command that starts nothing which could be a trainer. */
export function unwrap(words: readonly ShellWord[]): Invocation | null {
  const launchers: { launcher: Launcher; flags: readonly ShellWord[] }[] = [];
  const assignments: ShellWord[] = [];
  let rest = words;
  for (let step = 0; step < MAX_STEPS; step++) {
    const program = nameOf(rest[0]);
    const behind = rest.slice(1);
    if (TRAINERS.has(program)) return { kind: 'program', name: program, head: spanOf(rest.slice(0, 2)), args: behind, program: texts(rest.slice(0, 1)), launchers, assignments };
    if (PYTHON.test(program)) {
      const run = python(rest);
      const launcher = run?.kind === 'module' ? LAUNCHER_MODULES[run.name] : undefined;
      if (!run || !launcher) return run && { ...run, launchers, assignments };
      const target = targetOf(behindLaunch(launcher, run.args));
      if (!target) return null;
      launchers.push({ launcher, flags: target.flags });
      if (target.invocation) return { ...target.invocation, launchers, assignments };
      rest = target.rest;
    } else if (program === 'srun' || (program === 'ray' && nameOf(rest[1]) === 'job' && nameOf(rest[2]) === 'submit')) {
      const from = program === 'ray' ? rest.slice(3) : behind;
      const dashes = from.findIndex(({ text }) => text === '--');
      const at = dashes >= 0 ? dashes + 1 : from.findIndex(isProgram);
      if (at < 0) return null;
      launchers.push({ launcher: program === 'ray' ? 'ray-job' : 'srun', flags: from.slice(0, dashes >= 0 ? dashes : at) });
      rest = from.slice(at);
    } else if (program !== 'ray' && Object.hasOwn(LAUNCHERS, program)) {
      const launcher = LAUNCHERS[program] ?? 'none';
      if (program === 'accelerate' && nameOf(rest[1]) !== 'launch') return null;
      const target = targetOf(behindLaunch(program, behind));
      if (!target) return null;
      launchers.push({ launcher, flags: target.flags });
      if (target.invocation) return { ...target.invocation, launchers, assignments };
      rest = target.rest;
    } else if (WRAPPERS.has(program) || /^\w+=/.test(rest[0]?.text ?? '')) {
      const at = behind.findIndex(isProgram);
      if (at < 0) return null;
      for (const word of [...(WRAPPERS.has(program) ? [] : rest.slice(0, 1)), ...behind.slice(0, at)]) if (/^[A-Za-z_]\w*=/.test(word.text ?? word.pieces[0]?.text ?? '')) assignments.push(word);
      rest = behind.slice(at);
    } else return null;
  }
  return null;
}

const behindLaunch = (program: string, words: readonly ShellWord[]): readonly ShellWord[] => (program === 'accelerate' && nameOf(words[0]) === 'launch' ? words.slice(1) : words);

type Bare = Omit<Invocation, 'launchers' | 'assignments'>;

/** `python [-u] -m module args` or `python script.py args`. */
function python(words: readonly ShellWord[]): Bare | null {
  for (let at = 1; at < words.length; at++) {
    const word = words[at];
    const text = word?.text ?? null;
    if (!word || text === null) return null;
    if (text === '-m') return moduleAt(words, at + 1);
    if (text === '-W' || text === '-X') at++;
    else if (text === '-c' || text === '-') return null;
    else if (!text.startsWith('-')) return { kind: 'script', name: text, head: word.range, args: words.slice(at + 1), program: texts(words.slice(0, at + 1)) };
  }
  return null;
}

function moduleAt(words: readonly ShellWord[], at: number): Bare | null {
  const word = words[at];
  if (!word || word.text === null || !MODULE.test(word.text)) return null;
  return { kind: 'module', name: word.text, head: word.range, args: words.slice(at + 1), program: texts(words.slice(0, at + 1)) };
}

/**
 * The trainer behind a launcher's flags: the first word that is a Python file, the module behind `-m`, or a program.
 * Which flags take a value is not asked: no value of theirs looks like one of these.
 */
function targetOf(words: readonly ShellWord[]): { flags: readonly ShellWord[]; invocation: Bare | null; rest: readonly ShellWord[] } | null {
  let modules = false;
  for (const [at, word] of words.entries()) {
    const { text } = word;
    if (text === '-m' || text === '--module') modules = true;
    else if (text === null) continue;
    else if (text.endsWith('.py') && !text.startsWith('-')) return { flags: words.slice(0, at), invocation: { kind: 'script', name: text, head: word.range, args: words.slice(at + 1), program: ['python', text] }, rest: [] };
    else if (modules && MODULE.test(text) && !text.startsWith('-')) {
      const previous = words[at - 1]?.text ?? '';
      if (previous !== '-m' && previous !== '--module' && !text.includes('.')) continue;
      return { flags: words.slice(0, at), invocation: { kind: 'module', name: text, head: word.range, args: words.slice(at + 1), program: ['python', '-m', text] }, rest: [] };
    } else if (isProgram(word)) return { flags: words.slice(0, at), invocation: null, rest: words.slice(at) };
  }
  return null;
}

const texts = (words: readonly ShellWord[]): string[] => words.map(({ text }) => text ?? '');
const spanOf = (words: readonly ShellWord[]): Range => ({ start: words[0]?.range.start ?? 0, end: words.at(-1)?.range.end ?? 0 });
