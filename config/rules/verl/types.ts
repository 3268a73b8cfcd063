/**
 * Values that break verl's start. Its YAML is untyped and its dataclasses check no types, so only what is compared,
 * multiplied or asserted before the first model is loaded counts.
 */
import type { Finding, RuleContext } from '../../check/context';
import { error } from '../../check/report';
import { choosesGroup } from '../../frameworks/verl/composition';
import { isSynchronous, needsCritic, needsReference, onFsdp, since } from '../../frameworks/verl/roles';
import { bool } from '../../frameworks/verl/settings';
import { setting } from '../../check/settings';
import type { ConfigNode, MapEntry, MapNode } from '../../syntax/tree';
import { ACTOR, N, REF, ROLLOUT, TRAIN } from './paths';
import { listOf } from './lists';
import { profilerType } from './profiler';

interface NumberField {
  path: string;
  /** Whether it is computed with at all in this config; null while that is not known. */
  used: (context: RuleContext) => boolean | null;
  nullable?: boolean;
}

const always = (): boolean => true;
const typed = (context: RuleContext): boolean => since(context, '0.6.0');
const fixedBatch = (context: RuleContext): boolean | null => negated(bool(context, `${ACTOR}.use_dynamic_bsz`));
const fixedCriticBatch = (context: RuleContext): boolean | null => (needsCritic(context) === true ? negated(bool(context, 'critic.use_dynamic_bsz')) : needsCritic(context));
const negated = (value: boolean | null): boolean | null => (value === null ? null : !value);

const NUMBERS: readonly NumberField[] = [
  { path: 'trainer.nnodes', used: always },
  { path: 'trainer.n_gpus_per_node', used: always },
  { path: TRAIN, used: fixedBatch },
  { path: N, used: fixedBatch },
  { path: `${ACTOR}.ppo_mini_batch_size`, used: fixedBatch },
  { path: 'critic.ppo_mini_batch_size', used: fixedCriticBatch },
  { path: `${ACTOR}.ulysses_sequence_parallel_size`, used: (context) => (typed(context) ? onFsdp(context) : false) },
  { path: `${REF}.ulysses_sequence_parallel_size`, used: (context) => (since(context, '0.9.0') && onFsdp(context) ? needsReference(context) : false) },
  { path: `${ROLLOUT}.tensor_model_parallel_size`, used: always },
  { path: `${ROLLOUT}.data_parallel_size`, used: typed },
  { path: `${ROLLOUT}.pipeline_model_parallel_size`, used: typed },
  { path: `${ROLLOUT}.expert_parallel_size`, used: typed },
  { path: `${ROLLOUT}.trace.max_samples_per_step_per_worker`, used: always, nullable: true },
  { path: 'actor_rollout_ref.model.lora_rank', used: typed },
  { path: 'actor_rollout_ref.model.lora.rank', used: typed },
  { path: `${ROLLOUT}.temperature`, used: (context) => bool(context, `${ROLLOUT}.val_kwargs.do_sample`) },
];

export function wrongNumbers(context: RuleContext): Finding[] {
  if (!isSynchronous(context)) return [];
  return NUMBERS.flatMap(({ path, used, nullable }) => {
    const node = ownValue(context, path);
    if (!node || !context.fields.has(path) || used(context) !== true) return [];
    if (node.kind === 'int' || node.kind === 'float' || node.kind === 'bool' || (node.kind === 'null' && nullable)) return [];
    return [error('VERL-WRONG-TYPE', `${path} is computed with when verl starts and has to be a number, not ${shown(node)}; verl stops.`, node.range)];
  });
}

/** A value that this file sets and that is known. */
function ownValue(context: RuleContext, path: string): ConfigNode | null {
  const entry = setting(context, path).entry;
  if (!entry || entry.mark === '~' || !entry.value.certain) return null;
  const node = entry.value;
  return node.kind === 'str' && String(node.value).includes('${') ? null : node;
}

/** Sections that the start reads keys of. */
const SECTIONS = [
  ...['data', 'trainer', 'algorithm', 'critic', 'actor_rollout_ref'],
  ...['actor', 'rollout', 'model', 'ref'].map((name) => `actor_rollout_ref.${name}`),
  `${ROLLOUT}.val_kwargs`,
];

const isRead = (context: RuleContext, path: string): boolean => SECTIONS.includes(path) || (path === 'trainer.v1' && bool(context, 'trainer.use_v1') === true);

/** Mappings in the place of values, values in the place of mappings. */
export function wrongShapes(context: RuleContext): Finding[] {
  const found: Finding[] = groupChoices(context);
  visit(context, context.root, '', found);
  return found;
}

/** `data=1` asks for a file `data/1.yaml`; the files of a group are named by words. */
function groupChoices(context: RuleContext): Finding[] {
  return context.root.entries.flatMap((entry) => {
    const { value } = entry;
    if (!value.certain || entry.overridden || /[@/]/.test(entry.key) || !choosesGroup(context, entry)) return [];
    const engines = entry.key === 'model_engine' ? listOf(context, 'model_engines') : [];
    const fits = value.kind === 'str' && (engines.length === 0 || engines.includes(String(value.value)));
    if (fits || value.kind === 'null') return [];
    const among = engines.length > 0 ? `: ${engines.join(', ')}` : '';
    return [error('VERL-WRONG-TYPE', `${entry.key} chooses one of verl's configs${among}; there is none called ${shown(value)}, and Hydra stops.`, value.range)];
  });
}

function visit(context: RuleContext, map: MapNode, prefix: string, found: Finding[]): void {
  for (const entry of map.entries) {
    if (entry.merged || entry.overridden || !entry.textKey || entry.mark === '~') continue;
    const path = prefix + entry.key;
    const problem = shapeProblem(context, entry, path);
    if (problem) found.push(problem);
    else if (entry.value.kind === 'map') visit(context, entry.value, `${path}.`, found);
  }
}

function shapeProblem(context: RuleContext, entry: MapEntry, path: string): Finding | null {
  const { fields } = context;
  const { value } = entry;
  if (!value.certain || (value.kind === 'str' && String(value.value).includes('${'))) return null;
  const spec = fields.get(path);
  const isMapping = fields.isGroup(path) || (spec?.default !== null && typeof spec?.default === 'object' && !Array.isArray(spec.default));
  if (isMapping && value.kind === 'list') return error('VERL-WRONG-TYPE', `${path} is a mapping in verl's config, so Hydra cannot merge a list into it.`, value.range);
  if (Array.isArray(spec?.default) && value.kind === 'map') return error('VERL-WRONG-TYPE', `${path} is a list in verl's config, so Hydra cannot merge a mapping into it.`, value.range);
  if (fields.isGroup(path) && value.kind !== 'map' && context.framework === 'verl' && isRead(context, path) && !(!path.includes('.') && choosesGroup(context, entry))) {
    return error('VERL-WRONG-TYPE', `${path} is a section with keys of its own, not ${shown(value)}; verl stops.`, value.range);
  }
  return spec ? profilerType(context, path, spec, value) : null;
}

export function shown(node: ConfigNode): string {
  if (node.kind === 'map') return 'a mapping';
  if (node.kind === 'list') return 'a list';
  if (node.kind === 'null') return 'null';
  const text = node.kind === 'str' ? JSON.stringify(node.value) : node.source;
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
