/** The training commands of a script, each as a config. */
import { readDotlist } from '../syntax/hydra/dotlist';
import { type ReadOverrides, readHydraOverrides } from '../syntax/hydra/read';
import { Located } from '../syntax/shell/locate';
import { environmentOf } from '../syntax/shell/script';
import type { ShellCommand, ShellScript, ShellWord } from '../syntax/shell/types';
import { effectiveEntries, isScalar, type MapNode, type Range, type ScalarNode } from '../syntax/tree';
import { readFlags, textNode } from './flags';
import { hydraArguments, type HydraOption } from './hydraCommand';
import { innerCommands } from './nested';
import { processesOf } from './processes';
import { type Trainer, trainerOf } from './trainers';
import type { ConfigFile, Launch, OverrideSyntax, ScriptPart } from './types';
import { type Invocation, unwrap } from './unwrap';

export const partsOfScript = (script: ShellScript, _uri: string): ScriptPart[] =>
  script.commands.flatMap((outer) =>
    innerCommands(outer).flatMap((command) => {
      const part = partOf(command, script);
      return part ? [part] : [];
    }),
  );

function partOf(command: ShellCommand, script: ShellScript): ScriptPart | null {
  const invocation = unwrap(command.words);
  const trainer = invocation && trainerOf(invocation);
  if (!invocation || !trainer) return null;
  const read = readArguments(trainer, invocation, command.range);
  return {
    framework: trainer.framework,
    command: read.command ?? trainer.command,
    range: command.range,
    head: invocation.head,
    root: read.root,
    overrideSyntax: read.syntax,
    configFile: read.configFile,
    open: command.open || read.open,
    takesArguments: command.takesArguments,
    skipped: command.skipped,
    problems: read.problems,
    launch: launchOf(command, invocation, trainer, read.root, script),
  };
}

interface Arguments extends ReadOverrides {
  syntax: OverrideSyntax;
  configFile: ConfigFile | null;
  /** Where the arguments choose another one. */
  command?: string;
}

function readArguments(trainer: Trainer, { args, name, kind }: Invocation, range: Range): Arguments {
  const words = args.slice(trainer.skip);
  if (trainer.arguments === 'hydra') return hydra(trainer, words, range, kind === 'module' ? `${name.replaceAll('.', '/')}.py` : name);
  if (trainer.arguments === 'dotlist') return withoutConfig({ ...readDotlist(words, range), syntax: 'dotlist', configFile: null }, trainer.configFlag);
  const [first] = words;
  const file = trainer.arguments === 'flags' ? null : fileAt(first);
  if (trainer.arguments === 'file-then-dotlist' && file) return { ...readDotlist(words.slice(1), range), syntax: 'dotlist', configFile: file };
  const { root, open } = readFlags(words, range);
  return withoutConfig({ root, open, problems: [], syntax: 'flags', configFile: file }, trainer.configFlag);
}

/** A config file in the first place; a word that is not known and no flag may be one. */
function fileAt(word: ShellWord | undefined): ConfigFile | null {
  if (!word || word.maybe) return null;
  if (word.text === null) return new Located(word).text.startsWith('-') ? null : { text: null, range: word.range };
  return /\.(?:ya?ml|json)$/.test(word.text) ? { text: word.text, range: word.range } : null;
}

/** `--config F` and `config=F` name a file and are no field. */
function withoutConfig(read: Arguments, key: string | undefined): Arguments {
  const entry = key === undefined ? undefined : effectiveEntries(read.root).find((each) => each.key === key);
  if (!entry || !isScalar(entry.value)) return read;
  const { value } = entry;
  const text = value.certain && value.source !== '' ? String(value.value) : null;
  const root: MapNode = { ...read.root, entries: read.root.entries.filter((each) => each.key !== key) };
  return { ...read, root, configFile: { text, range: value.range } };
}

function hydra(trainer: Trainer, words: readonly ShellWord[], range: Range, script: string): Arguments {
  const { options, overrides } = hydraArguments(words);
  const read = { ...readHydraOverrides(overrides, range), syntax: 'hydra' as const };
  // Open-Reasoner-Zero's experiment is the config.
  if (trainer.framework === 'orz') return { ...read, configFile: { text: script, range } };
  const name = options.get('config-name');
  const folder = options.get('config-dir') ?? options.get('config-path');
  if (!name) return { ...read, configFile: null };
  const plain = name.text?.replace(/\.ya?ml$/, '') ?? null;
  const shipped = plain !== null && isShipped(plain, trainer) && (!folder || /^(?:\.\/)?config\/?$/.test(folder.text ?? ''));
  if (shipped) return { ...read, command: plain, configFile: null };
  return { ...read, configFile: { text: filePath(trainer, plain, options), range: name.range } };
}

/** Configs that come with the framework, told by the family of their name. */
const isShipped = (name: string, { command }: Trainer): boolean =>
  command.startsWith('sft_trainer') ? /^sft_trainer(?:_engine)?$/.test(name) : /^(?:one_step_off_|fully_async_)?ppo_(?:megatron_|veomni_|torchtitan_|mindspeed_)?trainer$/.test(name);

/** Hydra looks for `--config-path` beside the trainer's module, and for `--config-dir` in the working directory. */
function filePath(trainer: Trainer, name: string | null, options: ReadonlyMap<string, HydraOption>): string | null {
  const directory = options.get('config-dir');
  const path = options.get('config-path');
  const folder = directory ?? path;
  if (name === null || folder?.text === null) return null;
  const file = `${name}.yaml`;
  if (directory) return `${directory.text ?? ''}/${file}`;
  if (path?.text?.startsWith('/')) return `${path.text}/${file}`;
  return `${trainer.configFolder ?? ''}/${path?.text?.replace(/^\.\//, '') ?? 'config'}/${file}`;
}

function launchOf(command: ShellCommand, invocation: Invocation, trainer: Trainer, root: MapNode, script: ShellScript): Launch {
  const env = new Map<string, ScalarNode>([...environmentOf(command)].map(([name, word]) => [name, textNode(word)]));
  for (const word of invocation.assignments) {
    const located = new Located(word);
    const equal = located.text.indexOf('=');
    if (equal > 0) env.set(located.text.slice(0, equal), { ...textNode(word), value: located.text.slice(equal + 1), source: located.text.slice(equal + 1) });
  }
  const innermost = invocation.launchers.at(-1);
  // `trl sft` hands flags it does not know to `accelerate launch`.
  const trl = trainer.framework.startsWith('trl') && trainer.skip === 1;
  const launcher = innermost?.launcher === undefined || innermost.launcher === 'ray-job' || innermost.launcher === 'srun' ? (trl ? 'accelerate' : (innermost?.launcher ?? 'none')) : innermost.launcher;
  const flags = innermost ? readFlags(innermost.flags, command.range).root : null;
  const around = invocation.launchers.map((each) => each.launcher);
  const started = processesOf({ launcher, around, flags: trl ? root : flags, env, sbatch: script.sbatch, starts: trainer.starts ?? 'nothing' });
  return { program: invocation.program, env, launcher, ...started, flags, workingDir: workingDirectory(command, invocation) };
}

/** `ray job submit --working-dir D`, else the last `cd`. */
function workingDirectory(command: ShellCommand, { launchers }: Invocation): string | null {
  const ray = launchers.find(({ launcher }) => launcher === 'ray-job');
  if (ray) {
    for (const { key, value } of effectiveEntries(readFlags(ray.flags, command.range).root)) if (key === 'working-dir' && isScalar(value) && value.certain) return String(value.value);
    return null;
  }
  return command.directory ?? null;
}
