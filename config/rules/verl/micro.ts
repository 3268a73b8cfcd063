/** Micro batches: each pass needs exactly one of the size over all GPUs and the size per GPU, unless batches are dynamic. */
import type { Finding, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import { placeOf } from '../../check/settings';
import { isComplete } from '../../frameworks/verl/composition';
import { isSynchronous, needsCritic, needsReference, onFsdp } from '../../frameworks/verl/roles';
import { bool, isGiven, isNull, known, number } from '../../frameworks/verl/settings';
import { setTo } from './divisible';
import { ACTOR, REF, ROLLOUT } from './paths';
import { errorSince } from './versioned';

interface Pass {
  section: string;
  size: string;
  /** The switch that makes both sizes superfluous. */
  dynamic: string;
  runs: boolean | null;
}

const passes = (context: RuleContext): Pass[] => [
  { section: ACTOR, size: 'ppo_micro_batch_size', dynamic: `${ACTOR}.use_dynamic_bsz`, runs: true },
  { section: 'critic', size: 'ppo_micro_batch_size', dynamic: 'critic.use_dynamic_bsz', runs: needsCritic(context) },
  { section: REF, size: 'log_prob_micro_batch_size', dynamic: `${ACTOR}.use_dynamic_bsz`, runs: needsReference(context) },
  { section: ROLLOUT, size: 'log_prob_micro_batch_size', dynamic: `${ACTOR}.use_dynamic_bsz`, runs: true },
  ...(context.fields.has('reward_model.micro_batch_size')
    ? [{ section: 'reward_model', size: 'micro_batch_size', dynamic: 'reward_model.use_dynamic_bsz', runs: bool(context, 'reward_model.enable') }]
    : []),
];

export const microSizes = (context: RuleContext): Finding[] => (isSynchronous(context) ? passes(context).flatMap((pass) => microSize(context, pass)) : []);

function microSize(context: RuleContext, { section, size, dynamic, runs }: Pass): Finding[] {
  if (runs !== true || bool(context, dynamic) !== false) return [];
  const [all, each] = [`${section}.${size}`, `${section}.${size}_per_gpu`];
  if (!context.fields.has(all) || !context.fields.has(each)) return [];
  const place = placeOf(context, all, each);
  if (isGiven(context, all) && isGiven(context, each)) {
    return [error('VERL-MICRO-BOTH-NONE', `${all} and ${size}_per_gpu are both set; verl stops. Keep ${size}_per_gpu, the other is deprecated.`, place)];
  }
  // Null in a file that is opened by itself is a place to be filled.
  if (isComplete(context) && isNull(context, all) && isNull(context, each)) {
    return [error('VERL-MICRO-BOTH-NONE', `${each} is not set, and ${dynamic} is false; verl stops. Set it, or set ${dynamic} true.`, placeOf(context, each, all, dynamic))];
  }
  // The workers since 0.8 read the size per GPU only.
  if ((section === ACTOR || section === ROLLOUT) && isGiven(context, all) && isNull(context, each)) {
    return errorSince(context, '0.8.0', 'VERL-MICRO-BOTH-NONE', `The workers need ${each}; ${size} alone passes the first check and stops in the worker.`, placeOf(context, all));
  }
  return [];
}

/** Since 0.8 one engine serves the update and the log probabilities of the actor. */
export function dynamicPair(context: RuleContext): Finding[] {
  if (!isSynchronous(context)) return [];
  const log = `${ROLLOUT}.log_prob_use_dynamic_bsz`;
  const [update, forward] = [known(context, `${ACTOR}.use_dynamic_bsz`), known(context, log)];
  if (update === null || forward === null || typeof update.value !== 'boolean' || asNumber(forward.value) === Number(update.value)) return [];
  const message = `${log} is ${JSON.stringify(forward.value)} and ${ACTOR}.use_dynamic_bsz is ${update.value}; the worker stops on a bare assertion. Leave ${log} out: it follows the actor.`;
  return errorSince(context, '0.8.0', 'VERL-DYNAMIC-FLAG-PAIR', message, placeOf(context, log, `${ACTOR}.use_dynamic_bsz`), setTo(context, log, String(update.value)));
}

/** Python takes true for 1; nothing else equals a boolean. */
const asNumber = (value: unknown): unknown => (typeof value === 'boolean' ? Number(value) : value);

/** A dynamic micro batch has to hold the longest sample. */
export function dynamicTokens(context: RuleContext): Finding[] {
  if (bool(context, `${ACTOR}.use_dynamic_bsz`) !== true || onFsdp(context) !== true) return [];
  const [prompt, response] = [number(context, 'data.max_prompt_length'), number(context, 'data.max_response_length')];
  const sequence = number(context, `${ACTOR}.ulysses_sequence_parallel_size`);
  if (prompt === null || response === null || sequence === null || sequence < 1) return [];
  return [`${ACTOR}.ppo_max_token_len_per_gpu`, `${ROLLOUT}.log_prob_max_token_len_per_gpu`].flatMap((path) => {
    const tokens = number(context, path);
    if (tokens === null || tokens * sequence >= prompt + response) return [];
    const room = sequence === 1 ? String(tokens) : `${tokens} x ulysses ${sequence} = ${tokens * sequence}`;
    const message = `${path} ${room} is less than max_prompt_length ${prompt} + max_response_length ${response} = ${prompt + response}: the first sample that long stops the run.`;
    return [warning('VERL-DYNAMIC-TOKENS', message, placeOf(context, path, 'data.max_response_length', 'data.max_prompt_length'), setTo(context, path, Math.ceil((prompt + response) / sequence)))];
  });
}
