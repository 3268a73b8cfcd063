/** The rollout engine that every run has to name. */
import type { Finding, RuleContext } from '../../check/context';
import { warning } from '../../check/report';
import { headOf, placeOf, setting } from '../../check/settings';
import { isComplete, isComposed } from '../../frameworks/verl/composition';
import { known, text } from '../../frameworks/verl/settings';
import { suggest } from '../../suggest';
import { listOf } from './lists';
import { setTo } from './divisible';
import { ROLLOUT } from './paths';
import { errorSince } from './versioned';

const NAME = `${ROLLOUT}.name`;
const MODE = `${ROLLOUT}.mode`;

/** 0.5 fell back on vllm. */
const REQUIRED_SINCE = '0.6.0';
const SYNC_REMOVED_IN = '0.7.0';

export function rolloutName(context: RuleContext): Finding[] {
  return [...missing(context), ...unheardOf(context), ...mode(context)];
}

function missing(context: RuleContext): Finding[] {
  const spec = context.fields.get(NAME);
  if (!spec?.required || !context.part.whole || !isComplete(context) || !isComposed(context)) return [];
  const found = setting(context, NAME);
  if (found.entry !== undefined || found.uri !== undefined) return [];
  return errorSince(context, REQUIRED_SINCE, 'VERL-ROLLOUT-NAME', `${NAME} is not set and has no default; verl stops. Add ${NAME}=vllm or ${NAME}=sglang.`, headOf(context));
}

/** Other engines can be registered by modules of one's own. */
function unheardOf(context: RuleContext): Finding[] {
  const name = text(context, NAME);
  const names = listOf(context, 'rollout_names');
  if (name === null || names.length === 0 || names.includes(name)) return [];
  const meant = suggest(name, names);
  return [warning('VERL-ROLLOUT-NAME', `verl ${context.versions.of('verl').version} has the rollout engines ${names.join(', ')}, not ${name}; the worker stops unless you registered it.`, placeOf(context, NAME), meant ? setTo(context, NAME, meant) : null)];
}

/** Removed with the synchronous engines. */
function mode(context: RuleContext): Finding[] {
  const value = known(context, MODE)?.value;
  if (value !== 'sync') return [];
  return errorSince(context, SYNC_REMOVED_IN, 'VERL-ROLLOUT-NAME', `${MODE} sync is gone since verl ${SYNC_REMOVED_IN}; verl stops. Set it to async or leave it out.`, placeOf(context, MODE), setTo(context, MODE, 'async'));
}
