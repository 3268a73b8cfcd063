/**
 * Plain scalars as PyYAML 6 `safe_load` resolves them (yaml/resolver.py, yaml/constructor.py), and as OmegaConf's loader
 * does, which is PyYAML's with another pattern for floats and without dates (omegaconf/_utils.py). YAML 1.2 parsers
 * differ: here `on` is a boolean, `1:30` is 90, `017` is 15, and `1e-5` is text to PyYAML and a float to OmegaConf.
 */
import type { ScalarNode } from '../tree';

/** Who will read the file. */
export type Loader = 'pyyaml' | 'omegaconf';

type Resolved = Pick<ScalarNode, 'kind' | 'value'>;

const NULL = /^(?:~|null|Null|NULL|)$/;
const BOOL = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/;
const INT = /^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const FLOAT =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
/** What OmegaConf takes for a float beyond PyYAML's pattern. */
const OMEGACONF_FLOAT =
  /^(?:[-+]?[0-9]+(?:_[0-9]+)*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9]+(?:_[0-9]+)*[eE][-+]?[0-9]+|\.[0-9]+(?:_[0-9]+)*(?:[eE][-+][0-9]+)?|[-+]?[0-9]+(?:_[0-9]+)*(?::[0-5]?[0-9])+\.[0-9_]*)$/;
const DATE =
  /^(?:\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)$/;

const text = (value: string): Resolved => ({ kind: 'str', value });

const sexagesimal = (digits: string): number => digits.split(':').reduce((total, part) => total * 60 + Number(part), 0);

function toInt(source: string): number {
  const plain = source.replaceAll('_', '');
  const sign = plain.startsWith('-') ? -1 : 1;
  const digits = plain.replace(/^[-+]/, '');
  if (/^0[bx]/.test(digits)) return sign * Number(digits);
  if (digits.length > 1 && digits.startsWith('0')) return sign * Number.parseInt(digits, 8);
  return sign * sexagesimal(digits);
}

function toFloat(source: string): number {
  const plain = source.replaceAll('_', '').toLowerCase();
  const sign = plain.startsWith('-') ? -1 : 1;
  const digits = plain.replace(/^[-+]/, '');
  if (digits === '.inf') return sign * Infinity;
  if (digits === '.nan') return NaN;
  return sign * (digits.includes(':') ? sexagesimal(digits) : Number(digits));
}

/** First characters that no pattern above starts with: the word is text. */
const SURELY_TEXT = /^[^-+.0-9~nNyYtTfFoO]/;

/** Words that `safe_load` resolves to tags it has no constructor for, unless they are keys. */
export const isMeaningless = (source: string): boolean => source === '=' || source === '<<';

/** What an unquoted scalar without a tag means. */
export function resolvePlain(source: string, loader: Loader = 'pyyaml'): Resolved {
  if (SURELY_TEXT.test(source)) return text(source);
  if (NULL.test(source)) return { kind: 'null', value: null };
  if (BOOL.test(source)) return { kind: 'bool', value: /^(?:y|t|on)/i.test(source) };
  if (INT.test(source)) return { kind: 'int', value: toInt(source) };
  if (FLOAT.test(source)) return { kind: 'float', value: toFloat(source) };
  if (loader === 'omegaconf') return OMEGACONF_FLOAT.test(source) ? { kind: 'float', value: toFloat(source) } : text(source);
  return DATE.test(source) ? { kind: 'date', value: source } : text(source);
}

/** A number, unless its text is none. */
const number = (kind: 'int' | 'float', value: number, source: string): Resolved | null =>
  /^\s*[-+.\w:]+\s*$/.test(source) && (!Number.isNaN(value) || /^\.nan$/i.test(source)) && (kind === 'float' || Number.isInteger(value)) ? { kind, value } : null;

const TAGS: Record<string, (source: string) => Resolved | null> = {
  str: text,
  int: (source) => number('int', toInt(source), source),
  float: (source) => number('float', toFloat(source), source),
  bool: (source) => (/^(?:yes|no|true|false|on|off)$/i.test(source) ? { kind: 'bool', value: /^(?:y|t|on)/i.test(source) } : null),
  null: () => ({ kind: 'null', value: null }),
  timestamp: (source) => ({ kind: 'date', value: source }),
  binary: (source) => ({ kind: 'binary', value: source }),
};
const CORE = 'tag:yaml.org,2002:';

/** What a tagged scalar means; null when `safe_load` has no constructor for the tag, or none for this text, and stops. */
export function resolveTagged(tag: string, source: string): Resolved | null {
  if (!tag.startsWith(CORE)) return null;
  const name = tag.slice(CORE.length);
  return Object.hasOwn(TAGS, name) ? (TAGS[name]?.(source) ?? null) : null;
}

/** Whether scalars can have a tag. */
export const isKnownTag = (tag: string): boolean => tag.startsWith(CORE) && Object.hasOwn(TAGS, tag.slice(CORE.length));

/** Tags of collections that `safe_load` knows. */
export const isKnownCollectionTag = (tag: string): boolean =>
  ['map', 'seq', 'set', 'omap', 'pairs'].some((name) => tag === CORE + name) || tag === '!';
