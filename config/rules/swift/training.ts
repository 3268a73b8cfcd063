/** What transformers refuses in the arguments that ms-swift hands it, and the presets and templates ms-swift looks up. */
import { loadedCatalogue } from '../../catalogue/store';
import type { Finding, Rule, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import { isSet, numberAt, placeOf, setting } from '../../check/settings';
import { assumed, since } from '../../check/since';
import { evaluationStrategy } from '../../frameworks/ms-swift/evaluation';
import { suggest } from '../../suggest';
import { trainingRanges } from '../hf/ranges';

const trains = (context: RuleContext): boolean => ['pt', 'sft', 'rlhf'].includes(context.part.command);

const fixTo = (context: RuleContext, key: string, to: string | null): { title: string; range: { start: number; end: number }; text: string } | null => {
  const entry = setting(context, key).entry;
  return entry && to ? { title: `Change to ${to}`, range: entry.value.range, text: to } : null;
};

/** Plain text for ms-swift; transformers looks it up. */
export const scheduler: Rule = (context) => {
  const { value, entry } = setting(context, 'lr_scheduler_type');
  const { version, known } = context.versions.of('transformers');
  const choices = loadedCatalogue('transformers').ownFields('TrainingArguments', version).get('lr_scheduler_type')?.choices;
  if (!trains(context) || !entry || typeof value !== 'string' || !choices || choices.includes(value)) return [];
  const elsewhere = !known && loadedCatalogue('transformers').life('TrainingArguments', 'lr_scheduler_type').some(({ spec }) => spec.choices?.includes(value));
  return [(elsewhere ? warning : error)('HF-SCHEDULER-ENUM', `lr_scheduler_type takes one of ${choices.join(', ')}, not ${value}.`, entry.value.range, fixTo(context, 'lr_scheduler_type', suggest(value, choices)))];
};

const STRATEGIES = ['no', 'steps', 'epoch'];

/** Overwritten by `no` where there is nothing to evaluate on. */
export const strategies: Rule = (context) => {
  const { entry, value } = setting(context, 'eval_strategy');
  if (!trains(context) || !entry || value === undefined || value === null || context.fields.get('eval_strategy')?.choices) return [];
  if (typeof value === 'string' && (STRATEGIES.includes(value) || value === 'no')) return [];
  const trap = value === false;
  const used = evaluationStrategy(context) !== 'no' && evaluationStrategy(context) === value;
  const message = `eval_strategy takes one of ${STRATEGIES.join(', ')}${trap ? '; unquoted no is a boolean in YAML' : `, not ${String(value)}`}.`;
  return [(used ? error : warning)('SW-WRONG-TYPE', message, entry.value.range, trap ? { title: 'Change to "no"', range: entry.value.range, text: '"no"' } : fixTo(context, 'eval_strategy', suggest(String(value), STRATEGIES)))];
};

export const bestModel: Rule = (context) => {
  if (!trains(context) || setting(context, 'load_best_model_at_end').value !== true) return [];
  const [evaluates, saves] = [evaluationStrategy(context), setting(context, 'save_strategy').value];
  if (evaluates === undefined || typeof saves !== 'string' || saves === 'best' || evaluates === saves) return [];
  return [error('HF-BEST-STRATEGY', `load_best_model_at_end needs evaluation and saving at the same times: eval_strategy is ${evaluates}${evaluates === 'no' && !isSet(context, 'eval_strategy') ? ' (there is no validation data)' : ''}, save_strategy ${saves}.`, placeOf(context, 'load_best_model_at_end'))];
};

const PRESETS = ['zero0', 'zero1', 'zero2', 'zero3', 'zero2_offload', 'zero3_offload'];

/** A preset, a file or JSON; only what looks like none of them is known to be wrong. */
export const deepspeedPreset: Rule = (context) => {
  const { value, entry } = setting(context, 'deepspeed');
  if (!entry || typeof value !== 'string' || PRESETS.includes(value) || !/^\w+$/.test(value)) return [];
  return [error('SW-WRONG-TYPE', `deepspeed takes ${PRESETS.join(', ')}, a JSON file or JSON; ${value} is none of them.`, entry.value.range, fixTo(context, 'deepspeed', suggest(value, PRESETS)))];
};

/** The preset `fsdp2`, a file or JSON. */
export const fsdpPreset: Rule = (context) => {
  const { value, entry } = setting(context, 'fsdp');
  if (!trains(context) || !entry || typeof value !== 'string' || value === 'fsdp2' || !/^[\w ]+$/.test(value) || !since(context, 'ms-swift', '3.12.0')) return [];
  const report = context.versions.of('ms-swift').known ? error : warning;
  return [report('SW-WRONG-TYPE', `fsdp takes fsdp2, a JSON file or JSON; ${value} is none of them.${assumed(context, 'ms-swift')}`, entry.value.range, fixTo(context, 'fsdp', 'fsdp2'))];
};

/** Templates of the package; plugins bring others. */
export const templates: Rule = (context) => {
  const { value, entry } = setting(context, 'template');
  const { version, known } = context.versions.of('ms-swift');
  const names = loadedCatalogue('ms-swift').list('templates', version);
  if (!entry || typeof value !== 'string' || names.length === 0 || names.includes(value)) return [];
  if (['external_plugins', 'custom_register_path'].some((key) => isSet(context, key))) return [];
  const meant = suggest(value, names);
  return [(known ? error : warning)('SW-WRONG-TYPE', `${value} is no template of ms-swift ${version}.${meant ? ` Did you mean ${meant}?` : ''}`, entry.value.range, fixTo(context, 'template', meant))];
};

export const ranges: Rule = (context) => {
  const found: Finding[] = [];
  const refuse = (key: string, message: string): void => void found.push(error('SW-VALIDATE', message, placeOf(context, key)));
  if (!trains(context)) return [];
  if (numberAt(context, 'per_device_train_batch_size') === 0) refuse('per_device_train_batch_size', 'per_device_train_batch_size must not be 0.');
  if (setting(context, 'fsdp').value === 'fsdp2' && setting(context, 'save_only_model').value === true) refuse('save_only_model', 'The preset fsdp2 saves sharded checkpoints, which does not go with save_only_model.');
  if ((numberAt(context, 'warmup_ratio') ?? 0) > 1) refuse('warmup_ratio', 'warmup_ratio must lie between 0 and 1; warmup_steps counts steps.');
  const [method, bits] = [setting(context, 'quant_method').value, setting(context, 'quant_bits').value];
  if (['bnb', 'hqq', 'eetq', 'quanto'].includes(String(method)) && bits === null) refuse('quant_method', `quant_method ${String(method)} needs quant_bits.`);
  return found;
};

/** Of transformers' own checks those whose fields reach it as written: `fsdp` becomes a preset first. */
export const transformersRanges: Rule = async (context) => {
  const own = setting(context, 'fsdp').entry?.keyRange.start;
  return (await trainingRanges(context)).filter(({ range }) => own === undefined || range.start !== own);
};
