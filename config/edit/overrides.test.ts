import { expect, it } from 'vitest';
import { applyOverrides, OverrideError } from './overrides';
import { readYaml } from './values';

const TEXT = `# Stage 2
model_name_or_path: m # the launcher puts weights here
max_completion_length: 96  # tokens
report_to: # where to
  - tensorboard
  - wandb

seed: 7
`;

it('changes values in place and keeps every other byte', () => {
  expect(applyOverrides(TEXT, { max_completion_length: 48, model_name_or_path: 'out/cold start' })).toBe(
    TEXT.replace(': 96', ': 48').replace(': m #', ': "out/cold start" #'),
  );
});

it('adds new keys at the end', () => {
  expect(applyOverrides(TEXT, { bf16: false })).toBe(`${TEXT}bf16: false\n`);
  expect(applyOverrides('seed: 7', { bf16: false })).toBe('seed: 7\nbf16: false\n');
  expect(applyOverrides('', { seed: 1 })).toBe('seed: 1\n');
  expect(applyOverrides('{ seed: 7 }', { bf16: false })).toBe('{ seed: 7, bf16: false }');
});

it('replaces lists and mappings, in block style too', () => {
  expect(readYaml(applyOverrides(TEXT, { report_to: ['none'] }))).toMatchObject({ report_to: ['none'], seed: 7 });
  expect(applyOverrides(TEXT, { report_to: 'none' })).toContain('report_to: none # where to');
  expect(applyOverrides('a:\n- 1\n- 2\nb: 3\n', { a: { x: [1] } })).toBe('a: { x: [1] }\nb: 3\n');
});

it('fills empty values, and changes the one that counts of repeated keys', () => {
  expect(applyOverrides('seed:\nbf16: true\n', { seed: 3 })).toBe('seed: 3\nbf16: true\n');
  expect(applyOverrides('seed: 1\nseed: 2\n', { seed: 3 })).toBe('seed: 1\nseed: 3\n');
});

it.each([['no'], ['1e-5'], ['1:30'], [''], ['# x'], ['a: b'], [1e-7], [2e21], [1.5], [-3], [true], [null], [[1, 'on']], [{ a: { b: 'null' } }]])('writes %j such that PyYAML reads it back', (value) => {
  expect(readYaml(applyOverrides(TEXT, { seed: value }))).toMatchObject({ seed: value });
});

it('keeps Windows line ends', () => {
  expect(applyOverrides('a: 1\r\nb: 2\r\n', { a: 3, c: 4 })).toBe('a: 3\r\nb: 2\r\nc: 4\r\n');
});

it('refuses what is no mapping', () => {
  expect(() => applyOverrides('- a\n', { seed: 1 })).toThrow(OverrideError);
  expect(() => applyOverrides('a: "x\n', { seed: 1 })).toThrow(OverrideError);
});
