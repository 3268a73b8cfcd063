/** Numbers and combinations that `TrainingArguments.__post_init__` refuses. */
import type { Finding, Rule, RuleContext } from '../../check/context';
import { error } from '../../check/report';
import { placeOf, setting } from '../../check/settings';
import { PythonValues } from './python';
import { hfBefore } from './version';

type Check = (values: PythonValues, context: RuleContext) => { message: string; keys: string[] } | null;

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
  (values) => {
    const seed = values.number('seed');
    return seed < 0 || seed >= 2 ** 32 ? { message: `seed must lie between 0 and ${2 ** 32 - 1}, not ${seed}.`, keys: ['seed'] } : null;
  },
  fsdp,
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

const FSDP_OPTIONS = ['full_shard', 'shard_grad_op', 'no_shard', 'hybrid_shard', 'hybrid_shard_zero2', 'offload', 'auto_wrap'];

/** Later versions translate the words into `fsdp_config`. */
function fsdp(values: PythonValues, context: RuleContext): ReturnType<Check> {
  const text = values.text('fsdp');
  if (text === null || !hfBefore(context, '5.10.0')) return null;
  const options = text.split(/\s+/).filter(Boolean);
  const wrong = options.find((option) => !FSDP_OPTIONS.includes(option));
  const keys = ['fsdp'];
  if (wrong) return { message: `fsdp: ${wrong} is not one of ${FSDP_OPTIONS.join(', ')}.`, keys };
  if (options.length === 1 && options[0] === 'offload') return { message: 'fsdp: offload cannot stand alone; write "full_shard offload" or "shard_grad_op offload".', keys };
  return options.includes('full_shard') && options.includes('shard_grad_op') ? { message: 'fsdp: full_shard and shard_grad_op exclude each other.', keys } : null;
}

const DEBUG = ['underflow_overflow', 'tpu_metrics_debug'];

function debug(values: PythonValues): ReturnType<Check> {
  const wrong = values.text('debug')?.split(/\s+/).find((word) => word !== '' && !DEBUG.includes(word));
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
    return found ? [error('HF-VALIDATE', found.message, placeOf(context, ...found.keys))] : [];
  });
};
