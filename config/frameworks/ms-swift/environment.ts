/** Environment variables of a run: of the command, else the `ENV` mapping of its config file. */
import type { RuleContext } from '../../check/context';
import { entryOf, isScalar, type MapNode } from '../../syntax/tree';

/** The text of a variable; null where nobody sets it, undefined where what it holds is not known. */
export function variable(context: RuleContext, name: string): string | null | undefined {
  const own = context.part.launch?.env.get(name);
  // What the shell says wins over the file.
  if (own) return own.certain ? String(own.value ?? '') : undefined;
  for (const root of [context.root, context.part.base?.root]) {
    const env = root && environmentIn(root);
    if (env === 'unknown') return undefined;
    const node = env ? entryOf(env, name)?.value : undefined;
    if (node) return node.certain && isScalar(node) ? String(node.value ?? '') : undefined;
  }
  return null;
}

function environmentIn(root: MapNode): MapNode | 'unknown' | null {
  const node = entryOf(root, 'ENV')?.value;
  if (!node) return null;
  return node.kind === 'map' && node.certain ? node : 'unknown';
}

const count = (text: string | null | undefined): number | null => (text != null && /^[1-9]\d{0,4}$/.test(text) ? Number(text) : null);

/** Processes that train together, as the launcher, the environment or the target says; null while nobody knows. */
export function processesOf(context: RuleContext): number | null {
  const { launch } = context.part;
  if (launch && launch.launcher !== 'none') return launch.processes !== null && launch.nodes !== null ? launch.processes * launch.nodes : null;
  const own = world(context);
  if (own !== null) return own;
  // A command without NPROC_PER_NODE starts one process; with one that is not known, nothing is known.
  const perNode = variable(context, 'NPROC_PER_NODE');
  if (launch) return perNode === null && variable(context, 'NNODES') === null ? 1 : null;
  return perNode === null ? context.target.worldSize : null;
}

/** `NPROC_PER_NODE` x `NNODES`, which ms-swift hands to torchrun. */
export function world(context: RuleContext): number | null {
  const { launch } = context.part;
  if (launch && launch.launcher !== 'none') return null;
  const perNode = count(variable(context, 'NPROC_PER_NODE'));
  if (perNode === null) return null;
  const nodes = variable(context, 'NNODES');
  return nodes === null ? perNode : count(nodes) === null ? null : perNode * (count(nodes) ?? 1);
}

/** GPUs that the run sees on a node; null where nobody says. */
export function visibleGpus(context: RuleContext): number | null {
  const devices = variable(context, 'CUDA_VISIBLE_DEVICES');
  if (devices === undefined) return null;
  if (devices === null) return context.target.gpusPerNode ?? null;
  return /^\d+(?:\s*,\s*\d+)*$/.test(devices.trim()) ? devices.split(',').length : null;
}
