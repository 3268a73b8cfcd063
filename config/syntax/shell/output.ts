/** What `$(basename X)` and a few other commands print, whose output follows from their words alone. */

/** Commands that are looked into; all others run when the script runs. */
export const SUBSTITUTED = /[ \t]*(?:basename|dirname|expr|echo)[ \t]/y;

/** Null for options and operands that are not followed. */
export function outputOf(words: readonly string[]): string | null {
  const [program, ...operands] = words;
  switch (program) {
    case 'basename':
      return basename(withoutDashes(operands));
    case 'dirname':
      return dirname(withoutDashes(operands));
    case 'expr':
      return calculate(operands);
    case 'echo':
      // Options, and escapes, which some shells' echo turns into characters.
      return operands[0]?.startsWith('-') || operands.some((word) => word.includes('\\')) ? null : operands.join(' ').replace(/\n+$/, '');
    default:
      return null;
  }
}

function withoutDashes(operands: readonly string[]): readonly string[] {
  const rest = operands[0] === '--' ? operands.slice(1) : operands;
  return operands[0] !== '--' && rest.some((word) => word.startsWith('-')) ? [] : rest;
}

function basename([path, suffix = '', ...more]: readonly string[]): string | null {
  if (path === undefined || more.length > 0) return null;
  const trimmed = path.replace(/\/+$/, '');
  if (trimmed === '') return path === '' ? '' : '/';
  const name = trimmed.slice(trimmed.lastIndexOf('/') + 1);
  return suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
}

function dirname([path, ...more]: readonly string[]): string | null {
  if (path === undefined || more.length > 0 || path.startsWith('//')) return null;
  const trimmed = path.replace(/\/+$/, '');
  if (trimmed === '') return path === '' ? '.' : '/';
  const slash = trimmed.lastIndexOf('/');
  if (slash < 0) return '.';
  return trimmed.slice(0, slash).replace(/\/+$/, '') || '/';
}

/** `A op B op C` with operators of one rank, from the left. */
function calculate(operands: readonly string[]): string | null {
  const ranks = new Set(operands.filter((_, index) => index % 2 === 1).map((operator) => (/^[*/%]$/.test(operator) ? 2 : /^[-+]$/.test(operator) ? 1 : 0)));
  if (operands.length < 3 || operands.length > 20 || operands.length % 2 === 0 || ranks.size > 1 || ranks.has(0)) return null;
  let total: bigint | null = null;
  for (let at = 0; at < operands.length; at += 2) {
    const text = operands[at] ?? '';
    if (!/^-?\d{1,15}$/.test(text)) return null;
    total = total === null ? BigInt(text) : apply(operands[at - 1] ?? '', total, BigInt(text));
    if (total === null) return null;
  }
  return String(total);
}

function apply(operator: string, a: bigint, b: bigint): bigint | null {
  if (operator === '+') return a + b;
  if (operator === '-') return a - b;
  if (operator === '*') return a * b;
  if (b === 0n) return null;
  return operator === '/' ? a / b : a % b;
}
