/** The words of `fsdp`, which `fsdp_config` replaces from transformers 5.10 on. */
import type { RuleContext } from '../../check/context';
import type { PythonValues } from './python';
import type { Check } from './ranges';
import { hfBefore } from './version';

const STRATEGIES = ['full_shard', 'shard_grad_op', 'no_shard', 'hybrid_shard', 'hybrid_shard_zero2'];
const OPTIONS = [...STRATEGIES, 'offload', 'auto_wrap'];
const keys = ['fsdp'];

export function fsdpWords(values: PythonValues, context: RuleContext): ReturnType<Check> {
  const words = values.text('fsdp')?.split(/\s+/).filter(Boolean) ?? [];
  const wrong = words.find((word) => !OPTIONS.includes(word.toLowerCase()));
  if (wrong) return { message: `fsdp: ${wrong} is not one of ${OPTIONS.join(', ')}.`, keys };
  return hfBefore(context, '5.10.0') ? together(words) : version2(values, words);
}

/** `FSDPOption` and the checks after it. */
function together(words: readonly string[]): ReturnType<Check> {
  const wrong = words.find((word) => !OPTIONS.includes(word));
  if (wrong) return { message: `fsdp: ${wrong} is not one of ${OPTIONS.join(', ')}.`, keys };
  if (words.length === 1 && words[0] === 'offload') return { message: 'fsdp: offload cannot stand alone; write "full_shard offload" or "shard_grad_op offload".', keys };
  return words.includes('full_shard') && words.includes('shard_grad_op') ? { message: 'fsdp: full_shard and shard_grad_op exclude each other.', keys } : null;
}

/** FSDP2, the default since then, knows two strategies. */
function version2(values: PythonValues, words: readonly string[]): ReturnType<Check> {
  const config = values.of('fsdp_config');
  if (config !== null && (typeof config !== 'object' || Array.isArray(config))) return null;
  const version = Object.entries(config ?? {}).find(([key]) => key === 'version' || key === 'fsdp_version')?.[1] ?? 2;
  const old = words.find((word) => STRATEGIES.slice(2).includes(word));
  return old && Number(version) === 2 ? { message: `fsdp: ${old} exists only with FSDP1; set version: 1 in fsdp_config, or use full_shard.`, keys: ['fsdp'] } : null;
}
