// Answers of omegaconf 2.3.0 to `OmegaConf.merge(OmegaConf.structured(PPOConfig()), file)`, field by field.
import { expect, it } from 'vitest';
import type { FieldSpec } from '../../catalogue/catalogue';
import { entryOf } from '../../syntax/tree';
import { parseYaml } from '../../syntax/yaml/parse';
import { convert, fieldType } from './structured';

const spec = (type: string): FieldSpec => ({ name: 'x', owner: 'Config', package: 'easyr1', hasDefault: true, type, accepts: [], converts: 'any' });

function converted(type: string, written: string): unknown {
  const { root } = parseYaml(`x: ${written}\n`, { loader: 'omegaconf' });
  const node = root?.kind === 'map' ? entryOf(root, 'x')?.value : undefined;
  if (!node) throw new Error(`not a mapping: ${written}`);
  const result = convert(fieldType(spec(type)), node);
  return result.state === 'value' ? result.value : result.state;
}

it.each([
  ['int', '8', 8],
  ['int', '"8"', 8],
  ['int', '1_0', 10],
  ['int', '0x10', 16],
  ['int', '1:30', 90],
  ['int', 'abc', 'refused'],
  ['int', '1.5', 'refused'],
  ['int', '1e3', 'refused'],
  ['int', 'true', 'refused'],
  ['int', 'null', 'refused'],
  ['int', '[1]', 'refused'],
  ['Optional[int]', 'null', null],
  ['float', '1', 1],
  ['float', '1e-5', 0.00001],
  ['float', '"0.5"', 0.5],
  ['float', 'true', 'refused'],
  ['float', 'fast', 'refused'],
  ['bool', '2', true],
  ['bool', '"0"', false],
  ['bool', '"yes"', true],
  ['bool', '1.0', 'refused'],
  ['bool', 'maybe', 'refused'],
  ['str', '1.5', '1.5'],
  ['str', 'true', 'True'],
  ['str', '[a, b]', 'refused'],
  ['str', '{a: 1}', 'refused'],
  ['Tuple[str]', '[console, 1]', ['console', '1']],
  ['Tuple[str]', 'console', 'refused'],
  ['Tuple[str]', '[console, null]', 'refused'],
  ['tuple[float, float]', '["0.9", 1]', [0.9, 1]],
  ['dict[str, Any]', '{a: 1}', { a: 1 }],
  ['dict[str, Any]', 'a', 'refused'],
  ['int', '"${data.seed}"', 'unknown'],
  ['int', '"???"', 'unknown'],
])('%s takes %s as %j', (type, written, expected) => expect(converted(type, written)).toEqual(expected));
