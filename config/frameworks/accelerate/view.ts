/** An accelerate config as `accelerate launch` reads it: which launcher it leads to, and its sections laid flat. */
import type { RuleContext } from '../../check/context';
import { setting } from '../../check/settings';
import { type ConfigNode, effectiveEntries, entryOf, isScalar, type MapEntry } from '../../syntax/tree';

/** How processes are started (accelerate/commands/launch.py); null where the file does not tell. */
export type Engine = 'deepspeed' | 'fsdp' | 'megatron' | 'multi' | 'tpu' | 'simple';

const MULTI = ['MULTI_GPU', 'MULTI_NPU', 'MULTI_MLU', 'MULTI_SDAA', 'MULTI_MUSA', 'MULTI_XPU', 'MULTI_HPU', 'MULTI_NEURON'];

export function engineOf(context: RuleContext): Engine | null {
  const { state, value } = setting(context, 'distributed_type');
  if (state === 'unknown' || state === 'absent') return null;
  if (typeof value !== 'string') return 'simple';
  const named: Readonly<Record<string, Engine>> = { DEEPSPEED: 'deepspeed', FSDP: 'fsdp', MEGATRON_LM: 'megatron', XLA: 'tpu' };
  return named[value] ?? (MULTI.includes(value) ? 'multi' : 'simple');
}

/** A file for SageMaker is read by another class, with fields of its own. */
export const isLocal = (context: RuleContext): boolean => setting(context, 'compute_environment').value === 'LOCAL_MACHINE' || entryOf(context.root, 'compute_environment') === undefined;

/** Sections whose keys may leave their prefix out. */
const SHORT: Readonly<Record<string, string>> = { fsdp_config: 'fsdp_', fp8_config: 'fp8_', dynamo_config: 'dynamo_' };

/** A key of a section with the name that the launcher gives it. */
export function flatName(section: string, key: string): string {
  const prefix = SHORT[section];
  return prefix === undefined || key.startsWith(prefix.slice(0, section === 'dynamo_config' ? undefined : -1)) ? key : prefix + key;
}

/** Entries of a section by their flat names; null where the section is not known, none where it is not there. */
export function sectionOf(context: RuleContext, section: string): ReadonlyMap<string, MapEntry> | null {
  const node = entryOf(context.root, section)?.value;
  if (!node) return context.part.whole ? new Map() : null;
  if (!node.certain) return null;
  return node.kind === 'map' ? new Map(effectiveEntries(node).map((entry) => [flatName(section, entry.key), entry])) : new Map();
}

/** Python's `str(value)`, which the launcher puts into environment variables; null where it is not known. */
export function pythonText(node: ConfigNode): string | null {
  if (!node.certain || !isScalar(node)) return null;
  if (node.value === null) return 'None';
  if (typeof node.value === 'boolean') return node.value ? 'True' : 'False';
  if (node.kind === 'float' && typeof node.value === 'number') return Number.isInteger(node.value) ? `${node.value}.0` : String(node.value);
  return String(node.value);
}

/** `str_to_bool`; null where it raises. */
export function strToBool(text: string): boolean | null {
  if (/^(?:y|yes|t|true|on|1)$/i.test(text)) return true;
  return /^(?:n|no|f|false|off|0)$/i.test(text) ? false : null;
}
