/** Values of strict JSON that are no strings, lists or objects, as Python's `json` reads them. */
import type { ScalarNode } from '../tree';

type Value = Pick<ScalarNode, 'kind' | 'value'>;

const NUMBER = /^-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/;

const WORDS: Record<string, Value> = {
  null: { kind: 'null', value: null },
  true: { kind: 'bool', value: true },
  false: { kind: 'bool', value: false },
  NaN: { kind: 'float', value: NaN },
  Infinity: { kind: 'float', value: Infinity },
  '-Infinity': { kind: 'float', value: -Infinity },
};

/** Null where Python's `json` stops. */
export function readWord(word: string): Value | null {
  if (Object.hasOwn(WORDS, word)) return WORDS[word] ?? null;
  const number = NUMBER.exec(word);
  if (!number) return null;
  return { kind: number[1] === undefined && number[2] === undefined ? 'int' : 'float', value: Number(word) };
}

/** Why a word is no value, and what to write. */
export function describeWord(word: string): string {
  const meant = { True: 'true', False: 'false', None: 'null', nan: 'NaN', inf: 'Infinity' }[word];
  if (meant !== undefined) return `JSON writes ${meant}, not ${word}.`;
  if (/^\/[/*]|^#/.test(word)) return 'JSON has no comments.';
  if (/^'/.test(word)) return 'A JSON string stands in double quotes.';
  if (/^[-+.]?[\d_]/.test(word)) return `${word} is no JSON number.`;
  return `${word} is no JSON value. A string stands in double quotes.`;
}
