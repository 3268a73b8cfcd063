// The full comparison with PyYAML itself is test/lsp/oracle.test.ts; here stand the cases people trip over.
import { expect, it } from 'vitest';
import { resolvePlain, resolveTagged } from './scalars';

/** As written, and what PyYAML 6.0.3 `safe_load` and OmegaConf 2.3.0 read. */
it.each([
  ['1e-5', '1e-5', 1e-5],
  ['1.0e-5', 1e-5, 1e-5],
  ['1e5', '1e5', 1e5],
  ['-1e3', '-1e3', -1000],
  ['1_0e2', '1_0e2', 1000],
  ['.5e3', '.5e3', '.5e3'],
  ['1.e5', '1.e5', 1e5],
  ['12e03', '12e03', 12000],
  ['1__0.5', 10.5, 10.5],
  ['+.5', '+.5', '+.5'],
  ['1e-5f', '1e-5f', '1e-5f'],
  ['1:30', 90, 90],
  ['1:30.5', 90.5, 90.5],
  ['017', 15, 15],
  ['08', '08', '08'],
  ['0o17', '0o17', '0o17'],
  ['0x1F', 31, 31],
  ['1_000', 1000, 1000],
  ['on', true, true],
  ['No', false, false],
  ['y', 'y', 'y'],
  ['~', null, null],
  ['none', 'none', 'none'],
  ['-.inf', -Infinity, -Infinity],
] as const)('reads %s as %s, OmegaConf as %s', (source, pyyaml, omegaconf) => {
  expect([resolvePlain(source).value, resolvePlain(source, 'omegaconf').value]).toEqual([pyyaml, omegaconf]);
});

it('knows dates, which OmegaConf reads as text', () => {
  expect(resolvePlain('2026-01-02')).toEqual({ kind: 'date', value: '2026-01-02' });
  expect(resolvePlain('2026-01-02', 'omegaconf')).toEqual({ kind: 'str', value: '2026-01-02' });
});

it('knows the tags of the core schema only, and only texts that fit them', () => {
  expect(resolveTagged('tag:yaml.org,2002:int', '3')).toEqual({ kind: 'int', value: 3 });
  expect(resolveTagged('tag:yaml.org,2002:int', '3x')).toBeNull();
  expect(resolveTagged('tag:yaml.org,2002:bool', 'maybe')).toBeNull();
  expect(resolveTagged('!python/name:os.system', '')).toBeNull();
  expect(resolveTagged('tag:yaml.org,2002:constructor', '')).toBeNull();
});
