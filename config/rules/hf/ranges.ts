/** Numbers and combinations that `TrainingArguments.__post_init__` refuses. */
import type { Finding, Rule, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import { placeOf, setting } from '../../check/settings';
import { fsdpWords } from './fsdp';
import { PythonValues } from './python';
import { hfBefore } from './version';

export type Check = (values: PythonValues, context: RuleContext) => { message: string; keys: string[]; late?: boolean } | null;

const CHECKS: readonly Check[] = [
  ...(['logging', 'eval', 'save'] as const).map(wholeSteps),
  (values) =>
    values.is('logging_strategy', 'steps') && values.number('logging_steps') === 0
      ? { message: 'logging_strategy: steps needs logging_steps above 0.', keys: ['logging_steps', 'logging_strategy'] }
      : null,
  (values) =>
    values.is('eval_strategy', 'steps') && (values.none('eval_steps') || values.number('eval_steps') === 0) && values.number('logging_steps') <= 0
      ? { message: 'eval_strategy: steps needs eval_steps, or logging_steps, above 0.', keys: ['eval_steps', 'logging_steps', 'eval_strategy'] }
      : null,
  warmup,
  (values) =>
    values.number('dataloader_num_workers') === 0 && values.some('dataloader_prefetch_factor')
      ? { message: 'dataloader_prefetch_factor needs dataloader_num_workers above 0.', keys: ['dataloader_prefetch_factor'] }
      : null,
  (values) => {
    const steps = values.number('torch_empty_cache_steps');
    return steps <= 0 || (steps > 0 && !Number.isInteger(steps))
      ? { message: `torch_empty_cache_steps must be a whole number above 0, not ${steps}.`, keys: ['torch_empty_cache_steps'] }
      : null;
  },
  (values, context) => {
    const seed = values.number('seed');
    // LLaMA-Factory sets the seed when it reads the file, the others when the Trainer is made.
    return seed < 0 || seed >= 2 ** 32 ? { message: `seed must lie between 0 and ${2 ** 32 - 1}, not ${seed}.`, keys: ['seed'], late: context.framework !== 'llamafactory' } : null;
  },
  fsdpWords,
  debug,
  acceleratorConfig,
];

/** Steps above 1 are counted, below 1 they are a share of the run. */
function wholeSteps(what: 'logging' | 'eval' | 'save'): Check {
  return (values) => {
    const steps = values.number(`${what}_steps`);
    if (!values.is(`${what}_strategy`, 'steps') || !(steps > 1) || Number.isInteger(steps)) return null;
    return { message: `${what}_steps above 1 must be a whole number, not ${steps}.`, keys: [`${what}_steps`] };
  };
}

function warmup(values: PythonValues, context: RuleContext): ReturnType<Check> {
  const steps = values.number('warmup_steps');
  const ratio = values.number('warmup_ratio');
  if (ratio < 0) return { message: `warmup_ratio must not be negative, is ${ratio}.`, keys: ['warmup_ratio'] };
  const old = hfBefore(context, '5.0.0');
  // From transformers 5 on a ratio takes the place of the steps.
  const counted = old || values.none('warmup_ratio') || setting(context, 'warmup_ratio').state === 'absent';
  if (steps < 0 && counted) return { message: `warmup_steps must not be negative, is ${steps}.`, keys: ['warmup_steps'] };
  if (!old) return null;
  if (ratio > 1) return { message: `warmup_ratio must lie between 0 and 1, not ${ratio}.`, keys: ['warmup_ratio'] };
  return steps >= 0 && !Number.isInteger(steps) ? { message: `warmup_steps must be a whole number before transformers 5, not ${steps}.`, keys: ['warmup_steps'] } : null;
}

const DEBUG = ['underflow_overflow', 'tpu_metrics_debug'];

function debug(_: PythonValues, context: RuleContext): ReturnType<Check> {
  const node = setting(context, 'debug').entry?.value;
  const words = node?.kind === 'str' && node.certain ? String(node.value) : '';
  const wrong = words.split(/\s+/).find((word) => word !== '' && !DEBUG.includes(word));
  return wrong === undefined ? null : { message: `debug: ${wrong} is not one of ${DEBUG.join(', ')}.`, keys: ['debug'] };
}

const ACCELERATOR = ['split_batches', 'dispatch_batches', 'even_batches', 'use_seedable_sampler', 'non_blocking', 'gradient_accumulation_kwargs', 'use_configured_state'];

function acceleratorConfig(values: PythonValues): ReturnType<Check> {
  const config = values.of('accelerator_config');
  if (typeof config !== 'object' || config === null || Array.isArray(config)) return null;
  const wrong = Object.keys(config).find((key) => !ACCELERATOR.includes(key));
  return wrong === undefined ? null : { message: `accelerator_config has no ${wrong}; it takes ${ACCELERATOR.join(', ')}.`, keys: ['accelerator_config'] };
}

export const trainingRanges: Rule = (context) => {
  const values = new PythonValues(context);
  return CHECKS.flatMap((check): Finding[] => {
    const found = check(values, context);
    return found ? [(found.late ? warning : error)('HF-VALIDATE', found.message, placeOf(context, ...found.keys))] : [];
  });
};
