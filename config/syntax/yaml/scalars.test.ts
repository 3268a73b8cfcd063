// The full comparison with PyYAML itself is test/lsp/oracle.test.ts; here stand the cases people trip over.
import { expect, it } from 'vitest';
import { resolvePlain, resolveTagged } from './scalars';

it.each([
  ['1e-5', 'str', '1e-5'],
  ['1.0e-5', 'float', 1e-5],
  ['on', 'bool', true],
  ['No', 'bool', false],
  ['y', 'str', 'y'],
  ['1:30', 'int', 90],
  ['017', 'int', 15],
  ['0o17', 'str', '0o17'],
  ['1_000', 'int', 1000],
  ['~', 'null', null],
  ['none', 'str', 'none'],
  ['-.inf', 'float', -Infinity],
  ['2026-01-02', 'date', '2026-01-02'],
] as const)('reads %s as %s', (source, kind, value) => {
  expect(resolvePlain(source)).toEqual({ kind, value });
});

it('knows the tags of the core schema only', () => {
  expect(resolveTagged('tag:yaml.org,2002:int', '3')).toEqual({ kind: 'int', value: 3 });
  expect(resolveTagged('!python/name:os.system', '')).toBeNull();
  expect(resolveTagged('tag:yaml.org,2002:constructor', '')).toBeNull();
});
