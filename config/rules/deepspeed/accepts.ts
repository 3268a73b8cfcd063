/** What pydantic, in its lax mode, takes for a field of a typed section. */
import type { FieldSpec } from '../../catalogue/catalogue';
import { truthOf } from '../../frameworks/deepspeed/nodes';
import { type ConfigNode, isScalar } from '../../syntax/tree';

const NAMES: Readonly<Record<string, string>> = { int: 'a whole number', float: 'a number', str: 'text', bool: 'true or false', list: 'a list', dict: 'a mapping', null: 'null' };

const INTEGER = /^\s*[-+]?\d+(?:_\d+)*(?:\.0*)?\s*$/;

function numberOf(node: ConfigNode): number | null {
  if (!isScalar(node)) return null;
  if (typeof node.value === 'boolean') return Number(node.value);
  if (typeof node.value === 'number') return node.value;
  const text = typeof node.value === 'string' ? node.value.trim() : '';
  return text === '' || Number.isNaN(Number(text)) ? null : Number(text);
}

const isInteger = (node: ConfigNode): boolean => {
  const number = numberOf(node);
  return number !== null && Number.isInteger(number) && (!isScalar(node) || node.kind !== 'str' || INTEGER.test(String(node.value)));
};

/** `Annotated[int, Field(ge=0)]`: the bounds. */
function outOfBounds(spec: FieldSpec, number: number): string | null {
  for (const [, kind = '', text = ''] of spec.type.matchAll(/\b(ge|gt|le|lt)=(-?[\d.]+)/g)) {
    const bound = Number(text);
    const holds = kind === 'ge' ? number >= bound : kind === 'gt' ? number > bound : kind === 'le' ? number <= bound : number < bound;
    const words: Record<string, string> = { ge: 'at least', gt: 'greater than', le: 'at most', lt: 'less than' };
    if (!holds) return `must be ${words[kind]} ${bound}, is ${number}`;
  }
  return null;
}

/** What is wrong with a value, to be put behind the field's name; null where it is taken. */
export function refusal(spec: FieldSpec, node: ConfigNode): string | null {
  const { accepts } = spec;
  if (isScalar(node) && node.kind === 'null' && accepts.includes('null')) return null;
  if (spec.choices && spec.converts === 'choice') return accepts.includes('null') && isScalar(node) && node.value === null ? null : choice(spec, node);
  if (accepts.includes('any')) return null;
  const number = numberOf(node);
  if ((accepts.includes('int') && isInteger(node)) || (accepts.includes('float') && number !== null)) return number === null ? null : outOfBounds(spec, number);
  const taken =
    (accepts.includes('bool') && isScalar(node) && truthOf(node.value) !== null) ||
    (accepts.includes('str') && node.kind === 'str') ||
    (accepts.includes('list') && node.kind === 'list') ||
    (accepts.includes('dict') && node.kind === 'map');
  if (taken) return null;
  const wanted = accepts.filter((kind) => kind !== 'null').map((kind) => NAMES[kind] ?? kind).join(' or ');
  return `takes ${wanted}, not ${shown(node)}`;
}

function choice(spec: FieldSpec, node: ConfigNode): string | null {
  const { choices = [] } = spec;
  const number = numberOf(node);
  const taken = isScalar(node) && (choices.includes(String(node.value)) || (spec.accepts.includes('int') && number !== null && choices.includes(String(number))));
  return taken ? null : `takes one of ${choices.join(', ')}, not ${shown(node)}`;
}

export const shown = (node: ConfigNode): string => (isScalar(node) ? (node.kind === 'null' ? 'null' : node.source) : node.kind === 'map' ? 'a mapping' : 'a list');
