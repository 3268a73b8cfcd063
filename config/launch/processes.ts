/** How many processes a launcher starts, where the command, its environment or the batch script says so. */
import type { BatchOption } from '../syntax/shell/types';
import { type ConfigNode, entryOf, isScalar, type MapNode, type ScalarNode } from '../syntax/tree';
import type { Launch, Launcher } from './types';

export interface Started {
  launcher: Launcher;
  /** Launchers around it. */
  around: readonly Launcher[];
  flags: MapNode | null;
  env: ReadonlyMap<string, ScalarNode>;
  sbatch: ReadonlyMap<string, BatchOption>;
  starts: Starts;
}

/**
 * What a trainer starts where no launcher is in front of it: one process that trains; one for each visible GPU
 * (`llamafactory-cli train`); as many as `NPROC_PER_NODE` says (`swift sft`); nothing that is known (Ray decides).
 */
export type Starts = 'one' | 'per-gpu' | 'per-environment' | 'nothing';

export function processesOf(started: Started): Pick<Launch, 'processes' | 'nodes'> {
  const { launcher, flags, env, around } = started;
  const underSrun = launcher === 'srun' || around.includes('srun');
  const batchNodes = underSrun ? count(started.sbatch.get('nodes')?.value) : null;
  const gpus = gpusPerNode(started.sbatch);
  if (started.starts === 'nothing') return { processes: null, nodes: batchNodes };
  switch (launcher) {
    case 'torchrun': {
      const processes = flagNumber(flags, ['nproc_per_node', 'nproc-per-node']);
      const nodes = flagNumber(flags, ['nnodes']);
      return {
        processes: processes === undefined ? defaulted(env, 'PET_NPROC_PER_NODE', 1) : processes,
        nodes: nodes === undefined ? defaulted(env, 'PET_NNODES', 1) : nodes,
      };
    }
    case 'accelerate': {
      const total = flagNumber(flags, ['num_processes', 'num-processes']);
      const machines = flagNumber(flags, ['num_machines', 'num-machines']);
      const nodes = machines ?? (hasFlag(flags, ['config_file', 'config-file']) || machines === null ? null : 1);
      return { processes: total != null && nodes !== null ? total / nodes : null, nodes };
    }
    case 'deepspeed': {
      const nodes = flagNumber(flags, ['num_nodes']);
      const one = included(flags);
      if (one !== null) return { processes: one, nodes: 1 };
      const hosts = hasFlag(flags, ['hostfile', 'H', 'include', 'i', 'exclude', 'e']);
      const processes = flagNumber(flags, ['num_gpus', 'num_accelerators']) ?? (hosts ? null : gpus);
      return { processes, nodes: nodes ?? (hosts || nodes === null ? null : 1) };
    }
    case 'srun': {
      const tasks = flagNumber(flags, ['ntasks-per-node']) ?? count(started.sbatch.get('ntasks-per-node')?.value);
      const nodes = flagNumber(flags, ['nodes', 'N']) ?? batchNodes;
      return { processes: started.starts === 'one' ? tasks : own(started, gpus), nodes };
    }
    default:
      if (started.starts === 'one') return { processes: 1, nodes: 1 };
      return { processes: own(started, gpus), nodes: defaulted(env, 'NNODES', 1) };
  }
}

/** What `llamafactory-cli train`, `swift sft` and the like start by themselves. */
function own({ env, starts }: Started, gpus: number | null): number | null {
  const asked = env.get('NPROC_PER_NODE');
  if (starts === 'per-environment') return asked ? known(asked) : 1;
  const devices = visible(env.get('CUDA_VISIBLE_DEVICES')) ?? gpus;
  const forced = /^(?:true|y|1)$/i.test(String(env.get('FORCE_TORCHRUN')?.value ?? ''));
  // A single GPU is trained on without torchrun, whatever NPROC_PER_NODE says.
  if (devices === 1 && !forced) return 1;
  return asked ? known(asked) : devices;
}

const defaulted = (env: ReadonlyMap<string, ScalarNode>, name: string, otherwise: number): number | null => (env.has(name) ? known(env.get(name)) : otherwise);

const visible = (node: ScalarNode | undefined): number | null => (node?.certain && /^\d+(?:,\d+)*$/.test(String(node.value)) ? String(node.value).split(',').length : null);

/** Undefined where the flag is absent, null where its value is no known number. */
function flagNumber(flags: MapNode | null, names: readonly string[]): number | null | undefined {
  for (const name of names) {
    const entry = flags && entryOf(flags, name);
    if (entry) return known(entry.value);
  }
  return undefined;
}

const hasFlag = (flags: MapNode | null, names: readonly string[]): boolean => flags !== null && names.some((name) => entryOf(flags, name));

/** `--include localhost:0,1,2` names the GPUs of one host. */
function included(flags: MapNode | null): number | null {
  const node = flags && (entryOf(flags, 'include') ?? entryOf(flags, 'i'))?.value;
  const match = node && isScalar(node) && node.certain ? /^[\w.-]+:(\d+(?:,\d+)*)$/.exec(String(node.value)) : null;
  return match?.[1]?.split(',').length ?? null;
}

const known = (node: ConfigNode | undefined): number | null => (node && isScalar(node) && node.certain ? count(String(node.value)) : null);
const count = (text: string | null | undefined): number | null => (text != null && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null);

/** `--gpus-per-node=8`, `--gpus-per-node=h100:8`, `--gres=gpu:8`. */
function gpusPerNode(sbatch: ReadonlyMap<string, BatchOption>): number | null {
  const direct = sbatch.get('gpus-per-node')?.value ?? /^gpu:(.*)$/.exec(sbatch.get('gres')?.value ?? '')?.[1];
  return count(direct?.split(':').at(-1));
}
