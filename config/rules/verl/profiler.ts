/** The profiler's sections are the only ones of verl whose classes assert the types of their fields. */
import type { FieldSpec } from '../../catalogue/catalogue';
import type { Finding, RuleContext } from '../../check/context';
import { error } from '../../check/report';
import { needsCritic, needsReference } from '../../frameworks/verl/roles';
import type { ConfigNode } from '../../syntax/tree';
import { ACTOR } from './paths';
import { shown } from './types';

/** Fields that `__post_init__` passes through `isinstance`. */
const ASSERTED =
  /^(actor_rollout_ref\.(?:actor|ref|rollout)|critic|profiler)\.(?:profiler\.)?(?:ranks|tool_config\.(?:npu\.(?:contents|level|analysis)|torch\.(?:contents|schedule\.(?:skip_first|wait|warmup|active|repeat))|torch_memory\.(?:trace_alloc_max_entries|stack_depth|memory_snapshot_num_steps)|precision_debugger\.(?:config_path|steps|stages|strict)))$/;

/** What every role's profiler takes over. */
const SHARED = /^global_profiler\.global_tool_config\.torch_memory\.(?:trace_alloc_max_entries|stack_depth)$/;

const KINDS: readonly (readonly [RegExp, readonly ConfigNode['kind'][], string])[] = [
  [/\.(?:ranks|contents)$/, ['list'], 'a list'],
  [/\.(?:steps|stages)$/, ['list', 'null'], 'a list or null'],
  [/\.level$/, ['str'], 'a text'],
  [/\.config_path$/, ['str', 'null'], 'a text or null'],
  [/\.(?:analysis|strict)$/, ['bool'], 'true or false'],
  [/\.(?:schedule|torch_memory)\.\w+$/, ['int', 'bool'], 'a whole number'],
];

/** The section's role runs; the SFT trainer has one profiler. */
function isBuilt(context: RuleContext, role: string): boolean {
  if (role === 'critic') return needsCritic(context) === true;
  return role.endsWith('.ref') ? needsReference(context) === true : true;
}

export function profilerType(context: RuleContext, path: string, spec: FieldSpec, node: ConfigNode): Finding | null {
  const role = ASSERTED.exec(path)?.[1] ?? (SHARED.test(path) ? ACTOR : undefined);
  if (role === undefined || !isBuilt(context, role)) return null;
  // A field that is null in the shipped config may stay so.
  if (node.kind === 'null' && spec.default === null) return null;
  const wanted = KINDS.find(([pattern]) => pattern.test(path));
  if (!wanted) return null;
  if (wanted[1].includes(node.kind)) return profilerValue(path, node);
  return error('VERL-WRONG-TYPE', `${path} has to be ${wanted[2]}, not ${shown(node)}; the profiler's class asserts it and verl stops.`, node.range);
}

/** Contents that the two profilers have. */
const CONTENTS: Readonly<Record<string, readonly string[]>> = {
  torch: ['cuda', 'cpu', 'memory', 'shapes', 'stack'],
  npu: ['npu', 'cpu', 'memory', 'shapes', 'module', 'stack'],
};

function profilerValue(path: string, node: ConfigNode): Finding | null {
  const tool = /\.tool_config\.(torch|npu)\.contents$/.exec(path)?.[1];
  const known = tool === undefined ? undefined : CONTENTS[tool];
  if (known && node.kind === 'list') {
    const odd = node.items.find((item) => item.certain && !(item.kind === 'str' && known.includes(String(item.value))));
    return odd ? error('VERL-WRONG-TYPE', `${path} takes ${known.join(', ')}, not ${shown(odd)}; verl stops.`, odd.range) : null;
  }
  if (node.kind !== 'int') return null;
  const least = path.includes('.torch_memory.') ? 1 : 0;
  return Number(node.value) < least ? error('VERL-WRONG-TYPE', `${path} has to be at least ${least}, not ${Number(node.value)}; verl stops.`, node.range) : null;
}
