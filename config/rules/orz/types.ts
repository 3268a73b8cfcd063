/** Values of a kind that the field is not made for: neither the dataclass nor `set_cfg` looks. */
import { warning } from '../../check/report';
import type { Finding } from '../../finding';
import type { ConfigNode } from '../../syntax/tree';
import { withView } from './view';

const NAMES: Readonly<Record<ConfigNode['kind'], string>> = { str: 'a text', int: 'a number', float: 'a number', bool: 'True or False', null: 'None', list: 'a list', map: 'a dictionary', date: 'a date', binary: 'bytes' };

export const wrongTypes = withView((view, { fields }) =>
  view.entries().flatMap(({ key, value }): Finding[] => {
    const spec = fields.get(key);
    // vLLM takes one stop word too.
    if (!spec || !value.certain || (key === 'stop' && value.kind === 'str') || spec.accepts.length === 0 || accepts(spec.accepts, value.kind)) return [];
    return [warning('ORZ-WRONG-TYPE', `${key} is ${NAMES[value.kind]}, and its type is ${spec.type}. Nothing checks it before it is used.`, view.place(key))];
  }),
);

function accepts(kinds: readonly string[], kind: ConfigNode['kind']): boolean {
  if (kinds.includes('any') || kind === 'date' || kind === 'binary') return true;
  // Numbers and truth values stand in for one another in Python.
  const numeric = ['int', 'float', 'bool'];
  if (numeric.includes(kind)) return numeric.some((each) => kinds.includes(each));
  return kinds.includes(kind === 'map' ? 'dict' : kind);
}
