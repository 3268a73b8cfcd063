/**
 * What `OmegaConf.structured` makes of a value, from the annotation of the dataclass field. Kept to the letter of
 * omegaconf 2.3 (nodes.py: IntegerNode, FloatNode, BooleanNode, StringNode; ListConfig and DictConfig for containers).
 */
import type { FieldSpec } from '../../catalogue/catalogue';
import { type ConfigNode, isScalar, type ScalarNode, valueOf } from '../../syntax/tree';

type Scalar = 'int' | 'float' | 'bool' | 'str';

export interface FieldType {
  kind: Scalar | 'list' | 'dict' | 'any';
  optional: boolean;
  /** Of each element of a list. */
  element: Scalar | 'any';
}

/** `refused` says what the field takes; `unknown` is a value that only the run knows. */
export type Conversion = { state: 'value'; value: unknown } | { state: 'refused'; takes: string } | { state: 'unknown' };

const SCALARS: Readonly<Record<Scalar, string>> = {
  int: 'a whole number',
  float: 'a number',
  bool: 'true or false',
  str: 'a text',
};

const isScalarType = (text: string): text is Scalar => text in SCALARS;

export function fieldType(spec: FieldSpec): FieldType {
  const inner = /^Optional\[(.*)\]$/.exec(spec.type);
  const text = (inner?.[1] ?? spec.type).trim();
  const optional = inner !== null;
  if (isScalarType(text)) return { kind: text, optional, element: 'any' };
  const list = /^(?:tuple|list)(?:\[\s*(\w+))?/i.exec(text);
  if (list) return { kind: 'list', optional, element: list[1] !== undefined && isScalarType(list[1]) ? list[1] : 'any' };
  return { kind: /^dict\b/i.test(text) ? 'dict' : 'any', optional, element: 'any' };
}

/** Python's `int(text)` and `float(text)`: underscores between digits, blanks around. */
const INT = /^\s*[-+]?\d+(?:_\d+)*\s*$/;
const FLOAT = /^\s*[-+]?(?:(?:\d+(?:_\d+)*)(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:e[-+]?\d+(?:_\d+)*)?\s*$/i;
const NOT_FINITE = /^\s*[-+]?(?:inf(?:inity)?|nan)\s*$/i;

const numberOf = (text: string): number => Number(text.trim().replaceAll('_', ''));
const refused = (takes: string): Conversion => ({ state: 'refused', takes });
const value = (given: unknown): Conversion => ({ state: 'value', value: given });

export function convert(type: FieldType, node: ConfigNode): Conversion {
  if (!node.certain) return { state: 'unknown' };
  if (node.kind === 'str' && typeof node.value === 'string') {
    // `???` means missing: a merge leaves what was there before.
    if (node.value.includes('${') || node.value === '???') return { state: 'unknown' };
  }
  if (node.kind === 'null') return type.optional || type.kind === 'any' ? value(null) : refused(`${takes(type)}; null is not allowed`);
  if (type.kind === 'any') return value(valueOf(node));
  if (type.kind === 'list') return node.kind === 'list' ? elements(type, node.items) : refused(takes(type));
  if (type.kind === 'dict') return node.kind === 'map' ? value(valueOf(node)) : refused('a mapping');
  return isScalar(node) ? scalar(type.kind, node) : refused(SCALARS[type.kind]);
}

export const takes = (type: FieldType): string =>
  type.kind === 'list' ? 'a list such as [a, b]' : type.kind === 'dict' ? 'a mapping' : type.kind === 'any' ? 'anything' : SCALARS[type.kind];

function elements(type: FieldType, items: readonly ConfigNode[]): Conversion {
  const { element } = type;
  const values: unknown[] = [];
  for (const item of items) {
    const one = convert({ kind: element, optional: false, element: 'any' }, item);
    if (one.state !== 'value') return one.state === 'unknown' ? one : refused(`a list of which every element is ${element === 'any' ? 'set' : SCALARS[element]}`);
    values.push(one.value);
  }
  return value(values);
}

function scalar(kind: Scalar, node: ScalarNode): Conversion {
  const given = node.value;
  if (node.kind === 'binary') return refused(SCALARS[kind]);
  switch (kind) {
    case 'str':
      return value(pythonText(node));
    case 'int':
      if (node.kind === 'int') return value(given);
      return node.kind === 'str' && INT.test(String(given)) ? value(numberOf(String(given))) : refused(SCALARS.int);
    case 'float':
      if (node.kind === 'int' || node.kind === 'float') return value(given);
      if (node.kind !== 'str') return refused(SCALARS.float);
      if (FLOAT.test(String(given))) return value(numberOf(String(given)));
      return NOT_FINITE.test(String(given)) ? { state: 'unknown' } : refused(SCALARS.float);
    case 'bool':
      return bool(node);
  }
}

function bool(node: ScalarNode): Conversion {
  if (node.kind === 'bool') return value(node.value);
  if (node.kind === 'int') return value(node.value !== 0);
  if (node.kind !== 'str') return refused(SCALARS.bool);
  const text = String(node.value);
  if (INT.test(text)) return value(numberOf(text) !== 0);
  if (/^(?:yes|y|on|true)$/i.test(text)) return value(true);
  return /^(?:no|n|off|false)$/i.test(text) ? value(false) : refused(SCALARS.bool);
}

/** `str(value)`; of numbers the text as written, which only differs in form. */
const pythonText = (node: ScalarNode): string => (node.kind === 'bool' ? (node.value ? 'True' : 'False') : node.kind === 'str' ? String(node.value) : node.source);
