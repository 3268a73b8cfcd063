import { expect, test } from 'vitest';
import { evaluateArithmetic, number } from './arithmetic';

const known: Record<string, bigint> = { N: 8n, ZERO: 0n };
const value = (expression: string): string => String(evaluateArithmetic(expression, (name) => known[name] ?? null));

test('numbers and known variables are computed', () => {
  expect(['1024 * 32', '(N + 2) * 3', '$N / 3', '${N} % 3', '2 ** 3 ** 2', '-N + 1', '0x10 + 010', 'N > 4 && N < 9', '!N', '~0'].map(value)).toEqual(['32768', '30', '2', '2', '512', '-7', '24', '1', '0', '-1']);
});

test('what is not known, assigns or is cut off gives nothing', () => {
  expect(['X + 1', 'N = 2', 'N++', '1 +', '(1', '1 / ZERO', '${#A[@]} + 1', '1 2'].map(value)).toEqual(Array(8).fill('null'));
});

test('numbers wrap at 64 bits', () => {
  expect(value('9223372036854775 * 1000000')).toBe(String(BigInt.asIntN(64, 9223372036854775n * 1000000n)));
});

test('only whole numbers count as numbers', () => {
  expect([number('017'), number('0x1F'), number('-3'), number('09'), number('1e3'), number('')]).toEqual([15n, 31n, -3n, null, null, null]);
});
