/** `deepspeed_config`: either a file of DeepSpeed's own, or accelerate's few options; not both. */
import type { Finding, Rule, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import { entryRange, setting } from '../../check/settings';
import { parseJson } from '../../syntax/json/parse';
import { oneNearby } from '../hf/nearby';
import { engineOf, pythonText, sectionOf, strToBool } from '../../frameworks/accelerate/view';
import { entryOf, isScalar, type MapEntry } from '../../syntax/tree';

/** `DeepSpeedPlugin._deepspeed_config_checks`. */
const OVERRIDDEN = ['gradient_accumulation_steps', 'gradient_clipping', 'zero_stage', 'offload_optimizer_device', 'offload_param_device', 'offload_param_nvme_path', 'offload_optimizer_nvme_path', 'zero3_save_16bit_model'];

const named = (section: ReadonlyMap<string, MapEntry>): MapEntry | null => {
  const entry = section.get('deepspeed_config_file');
  return entry && isScalar(entry.value) && entry.value.certain && entry.value.value !== null ? entry : null;
};

export const fileOrOptions: Rule = (context) => {
  const section = engineOf(context) === 'deepspeed' ? sectionOf(context, 'deepspeed_config') : null;
  if (!section || !named(section)) return [];
  const inside = OVERRIDDEN.flatMap((key) => section.get(key) ?? []);
  const precision = setting(context, 'mixed_precision');
  const outside = precision.entry && precision.value !== null && precision.value !== undefined ? [precision.entry] : [];
  return [...inside, ...outside].map((entry) =>
    error('ACC-DS-FILE-PRECEDENCE', `${entry.key} and deepspeed_config_file exclude each other; accelerate stops on both. Set ${entry.key} in the DeepSpeed file and take it out here.`, entryRange(entry)),
  );
};

/** What the plugin asks of the file. */
export const zeroInFile: Rule = async (context) => {
  const section = engineOf(context) === 'deepspeed' ? sectionOf(context, 'deepspeed_config') : null;
  const entry = section && named(section);
  const file = entry && (await oneNearby(context, String(isScalar(entry.value) ? entry.value.value : '')));
  if (!entry || !file) return [];
  const { root, problems } = parseJson(file.text);
  if (root?.kind !== 'map' || !root.certain || problems.length > 0 || entryOf(root, 'zero_optimization')) return [];
  return [error('ACC-VALIDATE', 'The DeepSpeed file has no zero_optimization; accelerate stops with "Please specify the ZeRO optimization config in the DeepSpeed config".', entryRange(entry))];
};

const OPTIONS: Readonly<Record<string, { takes: (text: string) => boolean; what: string }>> = {
  zero_stage: { takes: (text) => /^\s*[-+]?\d+\s*$/.test(text), what: 'a whole number' },
  gradient_clipping: { takes: (text) => text === 'auto' || (text.trim() !== '' && !Number.isNaN(Number(text))) || /^[-+]?(?:inf|nan)/i.test(text), what: 'a number or auto' },
  zero3_init_flag: { takes: (text) => strToBool(text) !== null, what: 'true or false' },
};

export const deepspeedOptions: Rule = (context) => {
  const section = engineOf(context) === 'deepspeed' ? sectionOf(context, 'deepspeed_config') : null;
  if (!section) return [];
  return Object.entries(OPTIONS).flatMap(([key, { takes, what }]): Finding[] => {
    const entry = section.get(key);
    const text = entry ? pythonText(entry.value) : null;
    // null stands for "not given".
    if (!entry || text === null || text === 'None' || takes(text)) return [];
    return [error('ACC-WRONG-TYPE', `${key} takes ${what}, not ${text}; accelerate stops on it.`, entry.value.range)];
  });
};

/** A section of one engine in a file for another: nothing reads it. */
export const otherEngine: Rule = (context) => {
  const engine = engineOf(context);
  if (engine === null) return [];
  return [...unread(context, 'deepspeed_config', engine === 'deepspeed', 'DEEPSPEED'), ...unread(context, 'fsdp_config', engine === 'fsdp', 'FSDP')];
};

function unread(context: RuleContext, name: string, read: boolean, type: string): Finding[] {
  const entry = entryOf(context.root, name);
  if (read || entry?.value.kind !== 'map' || !entry.value.certain || entry.value.entries.length === 0) return [];
  const written = String(setting(context, 'distributed_type').value);
  return [warning('ACC-ENGINE-EXCLUSIVE', `${name} is read only with distributed_type ${type}; with ${written === 'false' ? 'NO' : written} it has no effect.`, entry.keyRange)];
}
