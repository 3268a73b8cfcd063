/** Values outside the lists that verl's classes and registries know. */
import type { FieldSpec } from '../../catalogue/catalogue';
import type { Finding, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import { setting } from '../../check/settings';
import { bool } from '../../frameworks/verl/settings';
import { needsCritic, needsReference, onFsdp } from '../../frameworks/verl/roles';
import { suggest } from '../../suggest';
import { isScalar } from '../../syntax/tree';
import { setTo } from './divisible';

/** Asserted by the class that a section becomes. */
const ASSERTED = /(?:\.loss_agg_mode|optim\.(?:lr_scheduler_type|warmup_style|\w+_dtype)|(?:fsdp(?:_config)?|engine)\.strategy|megatron\.dtype|router_replay\.mode|npu\.level|^trainer\.v1\.trainer_mode)$/;
/** Looked up in a registry once training runs. */
const REGISTERED = /(?:^algorithm\.adv_estimator|^algorithm\.kl_penalty|\.kl_loss_type|\.policy_loss\.loss_mode|reward_manager(?:\.name)?)$/;
/** Another rule speaks of these. */
const ELSEWHERE = /^trainer\.logger$|rollout\.name$/;

/** Asserted values that the composed config shows no list of, as their classes have them. */
const LISTS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:actor_rollout_ref\.actor\.|critic\.|)optim\.warmup_style$/, ['constant', 'cosine']],
  [/^(?:actor_rollout_ref\.actor\.|critic\.|)optim\.(?:main_grads|exp_avg|exp_avg_sq)_dtype$/, ['fp32', 'float32', '32', 'bf16', 'bfloat16']],
];

export function choices(context: RuleContext): Finding[] {
  return [...context.fields.specs.values()].flatMap((spec) => {
    const known = spec.choices ?? LISTS.find(([pattern]) => pattern.test(spec.name))?.[1];
    const found = known && !ELSEWHERE.test(spec.name) ? check(context, spec, known) : null;
    return found ? [found] : [];
  });
}

function check(context: RuleContext, spec: FieldSpec, known: readonly string[]): Finding | null {
  const asserted = ASSERTED.test(spec.name);
  if (!asserted && !REGISTERED.test(spec.name)) return null;
  const { entry } = setting(context, spec.name);
  const node = entry?.value;
  if (!entry || entry.mark === '~' || !node?.certain || (isScalar(node) && String(node.value).includes('${'))) return null;
  // Null where the shipped config has null: the class takes its own default.
  if (node.kind === 'null' && (spec.default === null || !asserted)) return null;
  // A plus behind a KL estimator adds the straight-through gradient.
  const given = node.kind === 'str' ? String(node.value).replace(/\+$/, '') : node.kind === 'int' ? String(node.value) : null;
  if (given !== null && known.includes(given)) return null;
  const meant = given === null ? null : suggest(given, known);
  const fix = meant ? setTo(context, spec.name, meant) : null;
  const shown = node.kind === 'str' ? String(node.value) : isScalar(node) ? node.source : `a ${node.kind === 'map' ? 'mapping' : 'list'}`;
  const message = `${spec.name} is one of ${known.join(', ')}, not ${shown}`;
  if (!asserted) return given === null ? null : warning('VERL-CHOICE', `${message}; training stops at its first use unless your own code registers it.`, node.range, fix);
  return isBuilt(context, spec.name) ? error('VERL-CHOICE', `${message}; verl stops.`, node.range, fix) : null;
}

/** The class that asserts it is made in this run. */
function isBuilt(context: RuleContext, path: string): boolean {
  if (path.startsWith('critic.')) return needsCritic(context) === true;
  if (path.startsWith('actor_rollout_ref.ref.')) return needsReference(context) === true;
  if (path.startsWith('trainer.v1.')) return bool(context, 'trainer.use_v1') === true;
  return !/\.fsdp_config\./.test(path) || onFsdp(context) === true;
}
