/** The training commands that are known, by the module, script or program that a command line runs. */
import type { FrameworkId } from '../frameworks/ids';
import type { Starts } from './processes';
import type { Invocation } from './unwrap';

export interface Trainer {
  framework: FrameworkId;
  /** The catalogue's command. */
  command: string;
  /** How its arguments are read. */
  arguments: 'hydra' | 'dotlist' | 'flags' | 'file-then-dotlist' | 'file-then-flags';
  /** Arguments that belong to the command's name: `train` of `llamafactory-cli train`. */
  skip: number;
  /** The file that `--config`, or the first position, names is read by the trainer. */
  configFlag?: string;
  /** Hydra: the folder of the config files, as a path in the framework's repository. */
  configFolder?: string;
  /** What the command starts by itself: see `Starts`. */
  starts?: Starts;
}

const HYDRA: Record<string, { command: string; framework: FrameworkId; folder: string }> = {
  'verl.trainer.main_ppo': { command: 'ppo_trainer', framework: 'verl', folder: 'verl/trainer' },
  'verl.trainer.main_ppo_sync': { command: 'ppo_trainer', framework: 'verl', folder: 'verl/trainer' },
  'verl.experimental.fully_async_policy.fully_async_main': { command: 'fully_async_ppo_trainer', framework: 'verl', folder: 'verl/experimental/fully_async_policy' },
  'verl.experimental.one_step_off_policy.main_ppo': { command: 'one_step_off_ppo_trainer', framework: 'verl', folder: 'verl/experimental/one_step_off_policy' },
  'verl.trainer.sft_trainer': { command: 'sft_trainer_engine', framework: 'verl-sft', folder: 'verl/trainer' },
  'verl.trainer.sft_trainer_ray': { command: 'sft_trainer_engine', framework: 'verl-sft', folder: 'verl/trainer' },
  'verl.trainer.fsdp_sft_trainer': { command: 'sft_trainer', framework: 'verl-sft', folder: 'verl/trainer' },
};

const SWIFT = new Set(['pt', 'sft', 'rlhf', 'infer', 'export', 'deploy', 'eval', 'sample', 'app', 'rollout']);
const MEGATRON = new Set(['pt', 'sft', 'rlhf', 'export']);
const LLAMA_FACTORY: Record<string, string> = { train: 'train', export: 'infer', chat: 'infer', api: 'infer', webchat: 'infer' };
/** Experiment modules that Open-Reasoner-Zero ships, each with a catalogue command of its own. */
const ORZ = /^orz_(?:0p5b_ppo|0p5b_ppo_1gpu|14m_ppo_mini|1p5b_ppo|32b_ppo|7b_grpo|7b_ppo)$/;

/** Null for a program that is none of the trainers. */
export function trainerOf(invocation: Invocation): Trainer | null {
  const { kind, name, args } = invocation;
  if (kind === 'program') return programTrainer(name, args[0]?.text ?? '');
  const module = kind === 'module' ? name : moduleOfScript(name);
  return module === null ? null : moduleTrainer(module, invocation);
}

function programTrainer(name: string, sub: string): Trainer | null {
  if (name === 'llamafactory-cli' || name === 'lmf') {
    const command = LLAMA_FACTORY[sub];
    return command === undefined ? null : { framework: 'llamafactory', command, arguments: 'file-then-dotlist', skip: 1, starts: command === 'train' ? 'per-gpu' : 'one' };
  }
  if (name === 'trl') return sub === 'sft' || sub === 'grpo' ? trl(sub, 1) : null;
  const method = sub.replaceAll('_', '-');
  if (name === 'swift' && SWIFT.has(method)) return { ...swift(method), skip: 1, starts: /^(?:pt|sft|rlhf|infer)$/.test(method) ? 'per-environment' : 'one' };
  if (name === 'megatron' && MEGATRON.has(method)) return { ...swift(`megatron-${method}`), skip: 1, starts: 'per-environment' };
  return null;
}

const trl = (name: string, skip: number): Trainer => ({ framework: name === 'sft' ? 'trl-sft' : 'trl-grpo', command: `trl-${name}`, arguments: 'flags', configFlag: 'config', skip, starts: 'one' });
const swift = (command: string): Trainer => ({ framework: 'ms-swift', command, arguments: 'file-then-flags', skip: 0, starts: 'one' });

/** A script of a framework's repository by its path's end, as the module that it is. */
function moduleOfScript(path: string): string | null {
  const match = /(?:^|\/)((?:verl\/(?:trainer|experimental)|trl\/scripts|swift\/cli|openrlhf\/cli|playground|llamafactory)\/[\w/]+|src\/train)\.py$/.exec(path);
  return match?.[1]?.replaceAll('/', '.') ?? null;
}

function moduleTrainer(module: string, { args }: Invocation): Trainer | null {
  const hydra = Object.hasOwn(HYDRA, module) ? HYDRA[module] : undefined;
  if (hydra) return { framework: hydra.framework, command: hydra.command, arguments: 'hydra', skip: 0, configFolder: hydra.folder, starts: /^verl\.trainer\.(?:fsdp_)?sft_trainer$/.test(module) ? 'one' : 'nothing' };
  if (module === 'verl.trainer.main') return { framework: 'easyr1', command: 'ppo', arguments: 'dotlist', skip: 0, configFlag: 'config' };
  const trlScript = /^trl\.scripts\.(sft|grpo)$/.exec(module)?.[1];
  if (trlScript !== undefined) return trl(trlScript, 0);
  const swiftCli = /^swift\.cli\.(_megatron\.)?(\w+)$/.exec(module);
  if (swiftCli) return swiftModule(swiftCli[2]?.replaceAll('_', '-') ?? '', swiftCli[1] !== undefined);
  const openrlhf = /^openrlhf\.cli\.(train_(?:ppo_ray|sft|rm|dpo|kto|kd|prm))$/.exec(module)?.[1];
  if (openrlhf !== undefined) return { framework: 'openrlhf', command: openrlhf, arguments: 'flags', skip: 0, ...(openrlhf === 'train_ppo_ray' ? {} : { starts: 'one' as const }) };
  const experiment = /^playground\.(\w+)$/.exec(module)?.[1];
  if (experiment !== undefined) return { framework: 'orz', command: ORZ.test(experiment) ? experiment : 'ppo', arguments: 'hydra', skip: 0 };
  if (module === 'llamafactory.cli') return programTrainer('llamafactory-cli', args[0]?.text ?? '');
  // `src/train.py` is LLaMA-Factory's where it is given a YAML file; other projects have such a script too.
  if (module === 'llamafactory.launcher' || (module === 'src.train' && /\.ya?ml$/.test(args[0]?.text ?? ''))) return { framework: 'llamafactory', command: 'train', arguments: 'file-then-dotlist', skip: 0, starts: 'one' };
  return null;
}

function swiftModule(method: string, megatron: boolean): Trainer | null {
  if (!(megatron ? MEGATRON : SWIFT).has(method)) return null;
  return swift(megatron ? `megatron-${method}` : method);
}
