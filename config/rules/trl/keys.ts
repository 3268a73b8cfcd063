/** Keys that the reader of a TRL config does not know. */
import type { Finding } from '../../finding';
import { removedKey } from '../../frameworks/trl/removed';
import { suggest } from '../../suggest';
import { effectiveEntries, type MapEntry } from '../../syntax/tree';
import type { TrlContext } from './context';

/** Keys that the loader takes out before the fields are looked up. */
const LOADER_KEYS = new Set(['env']);

export function unknownKeys(context: TrlContext): Finding[] {
  return effectiveEntries(context.root).flatMap((entry) => checkKey(context, entry) ?? []);
}

function checkKey(context: TrlContext, entry: MapEntry): Finding | null {
  const { key, keyRange: range } = entry;
  if (!entry.value.certain) return null; // half-typed: a syntax error says so already
  if (!entry.textKey) {
    return { rule: 'TRL-WRONG-TYPE', severity: 'error', message: `The key ${key} is not text for YAML; keys must be field names.`, range };
  }
  if (context.fields.has(key) || LOADER_KEYS.has(key)) return null;
  const flag = context.catalogue.launch.has(key.replaceAll('-', '_'));
  if (flag && context.reader.kind !== 'script') return null;
  return unknownKey(context, key, range, flag);
}

function unknownKey(context: TrlContext, key: string, range: Finding['range'], flag: boolean): Finding | null {
  const { reader } = context;
  if (reader.kind === 'script' && reader.text !== null && mentions(reader.text, key)) return null;
  const command = context.trainer.replace('-', ' ');
  const removed = removedKey(context.context, key);
  const known = reader.kind === 'script' ? context.fields.keys() : [...context.fields.keys(), ...context.catalogue.launch.keys()];
  const meant = removed ? removed.now : suggest(key, known);
  // Who reads the file is open, and the name resembles none of TRL's: it may well be a field of the reader's own.
  const own = reader.kind === 'unknown' && !meant && !removed;
  const severity = reader.kind === 'command' ? 'error' : own ? 'information' : 'warning';
  const consequence =
    reader.kind === 'command'
      ? `${command} stops on it`
      : reader.kind === 'script'
        ? `${reader.name} drops it or stops on it`
        : `${command} stops on it, a script drops it`;
  const what = removed
    ? `${key} is gone since ${removed.package} ${removed.gone}`
    : flag
      ? `${key} is a flag of accelerate launch, which does not read this file here`
      : `${key} is not a field of TRL ${context.catalogue.version} ${context.trainer === 'trl-sft' ? 'SFT' : 'GRPO'}`;
  const hint = meant ? ` ${removed ? 'Use' : 'Did you mean'} ${meant}${removed ? '.' : '?'}` : '';
  const stable = reader.kind === 'command' ? 'TRL-UNKNOWN-KEY-CLI' : 'TRL-UNKNOWN-KEY-SCRIPT';
  return {
    rule: removed ? (removed.package === 'trl' ? 'TRL-REMOVED-KEYS' : 'HF-REMOVED-KEYS') : stable,
    severity,
    message: `${what}; ${consequence}.${hint}`,
    range,
    ...(meant ? { fix: { title: `Change to ${meant}`, range, text: meant } } : {}),
  };
}

/** The script names the key itself, so it may well be one of its own. */
function mentions(script: string, key: string): boolean {
  const normal = (word: string): string => word.replace(/^-+/, '').replaceAll('-', '_');
  return script.split(/[^A-Za-z0-9_-]+/).some((word) => normal(word) === normal(key));
}
