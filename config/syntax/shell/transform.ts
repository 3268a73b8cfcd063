/** `${V%suffix}`, `${V#prefix}`, `${V/a/b}`, `${V,,}`, `${#V}` of a text that is known. */
import type { TransformOperator } from './ast';
import { backwards, ends, isPlain, type Pattern } from './glob';

/**
 * Null where the locale or the version of bash decides.
 *
 * @param pattern null for an operator without one
 * @param spend asked before work that is not linear
 */
export function transform(operator: TransformOperator, text: string, pattern: Pattern | null, replacement: string, spend: (characters: number) => boolean): string | null {
  if (operator === 'length') return isPlain(text) ? String(text.length) : null;
  if (/^[,^]/.test(operator)) return pattern === null && isPlain(text) ? changeCase(operator, text) : null;
  if (pattern === null || !isPlain(text) || !spend(text.length * (operator.startsWith('/') ? text.length : 1) / 8)) return null;
  if (operator === '#' || operator === '##') return text.slice(pick(ends(pattern, text, 0), operator === '##'));
  if (operator === '%' || operator === '%%') {
    const reversed = text.split('').reverse().join('');
    return text.slice(0, text.length - pick(ends(backwards(pattern), reversed, 0), operator === '%%'));
  }
  // Bash treats empty texts and patterns that match nothing in ways of their own.
  if (text === '' || pattern.length === 0 || ends(pattern, '', 0).length > 0) return null;
  return replace(operator, text, pattern, replacement);
}

const pick = (lengths: readonly number[], longest: boolean): number => lengths.at(longest ? -1 : 0) ?? 0;

function changeCase(operator: TransformOperator, text: string): string {
  const change = (part: string): string => (operator.startsWith(',') ? part.toLowerCase() : part.toUpperCase());
  return operator.length === 2 ? change(text) : change(text.slice(0, 1)) + text.slice(1);
}

function replace(operator: TransformOperator, text: string, pattern: Pattern, replacement: string): string {
  let result = '';
  let at = 0;
  while (at < text.length) {
    const end = ends(pattern, text, at).at(-1);
    const fits = end !== undefined && (operator !== '/%' || end === text.length);
    if (fits) {
      result += replacement;
      at = end;
      if (operator !== '//') break;
    } else if (operator === '/#') break;
    else result += text[at++] ?? '';
  }
  return result + text.slice(at);
}
