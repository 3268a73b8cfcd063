/** How LLaMA-Factory is started, as far as the script tells: `llamafactory-cli` starts torchrun by itself. */
import type { RuleContext } from '../../check/context';

/** `is_env_enabled` of llamafactory/extras/misc.py. Null where the script does not set the variable, or not knowably. */
export function enabled(context: RuleContext, name: string): boolean | null {
  const node = context.part.launch?.env.get(name);
  return node?.certain ? /^(?:true|y|1)$/i.test(String(node.value ?? '')) : null;
}

export const usesCli = (context: RuleContext): boolean => {
  const program = context.part.launch?.program[0]?.split('/').at(-1);
  return program === 'llamafactory-cli' || program === 'lmf';
};

/** GPUs of one node: as the script shows them (`NPROC_PER_NODE`, `CUDA_VISIBLE_DEVICES`), else as the target says. */
export const gpusPerNode = (context: RuleContext): number | null => context.part.launch?.processes ?? context.target.gpusPerNode ?? null;

/** Processes that train together. Null where only the launcher or the target knows. */
export function world(context: RuleContext): number | null {
  const { launch } = context.part;
  if (!launch || !usesCli(context) || launch.launcher !== 'none') return null;
  const perNode = gpusPerNode(context);
  if (perNode === null || enabled(context, 'USE_RAY') === true) return null;
  if (enabled(context, 'FORCE_TORCHRUN') !== true && perNode === 1) return 1;
  return launch.nodes === null ? null : perNode * launch.nodes;
}

/** Will the command line be formatted into one string for torchrun? Null where that depends on the machine. */
export function startsTorchrun(context: RuleContext): boolean | null {
  if (!usesCli(context) || context.part.command !== 'train') return false;
  if (enabled(context, 'FORCE_TORCHRUN') === true) return true;
  if (enabled(context, 'USE_RAY') === true) return false;
  const gpus = gpusPerNode(context);
  return gpus === null ? null : gpus > 1;
}

/** Fields of Megatron's training arguments (mcore_adapter), which stand beside LLaMA-Factory's own under USE_MCA=1. */
const MEGATRON = ['tensor_model_parallel_size', 'pipeline_model_parallel_size', 'expert_model_parallel_size', 'context_parallel_size', 'sequence_parallel', 'virtual_pipeline_model_parallel_size'];

/** Another engine reads the file (llamafactory/v1, mcore_adapter): its fields are not catalogued. */
export const otherEngine = (context: RuleContext): boolean =>
  ['USE_V1', 'USE_MCA', 'USE_MEGATRON_BRIDGE'].some((name) => enabled(context, name) === true) ||
  [context.root, context.part.base?.root].some((root) => root?.entries.some(({ key }) => MEGATRON.includes(key)));
