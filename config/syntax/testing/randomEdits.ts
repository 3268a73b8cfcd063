/** Edits such as people and accidents make, drawn from a seed so that a failure can be repeated. */

/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Random {
  constructor(private state: number) {}

  /** An integer from 0 to `below` - 1. */
  next(below: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.next(items.length)] as T;
  }
}

/** What syntaxes are sensitive to, and what no text should hold. */
const PIECES = [
  ':', ': ', ' ', '  ', '\n', '\n\n', '"', "'", '[', ']', '{', '}', '(', ')', ',', '-', '- ', '--', '#', ' #', '=', '+', '++', '~', '&a', '*a', '!', '|', '>', '%', '@', '`',
  '\t', '\r\n', '\r', '?', '? ', 'a', '1e-5', '0', '.', '---\n', '...\n', '<<: ', '\\', '\\\n', 'null', '$', '${', '${A:-1}', '$A', 'A=$A\n', ';', '&&', 'export ', 'import x\n',
  '\u0085', '\u2028', 'é', '😀', '\ud83d', '\0', '\u0001', '\ufeff', 'key: value\n', '\n  sub: 1\n', '- item\n', '"""', '[[[[[[[[', '{{{{{{{{', '&b [*b, *b]\n',
];

/** The text with one change: something typed, removed, indented, copied or broken. */
export function randomEdit(text: string, random: Random): string {
  const at = random.next(text.length + 1);
  const lines = text.split('\n');
  const line = random.next(lines.length);
  switch (random.next(9)) {
    case 0:
    case 1:
    case 2:
      return text.slice(0, at) + random.pick(PIECES) + text.slice(at);
    case 3:
      return text.slice(0, at) + text.slice(at + 1 + random.next(3));
    case 4:
      lines.splice(line, 1 + random.next(3));
      break;
    case 5:
      lines[line] = ' '.repeat(1 + random.next(3)) + (lines[line] ?? '');
      break;
    case 6:
      lines[line] = (lines[line] ?? '').replace(/^ {1,2}/, '');
      break;
    case 7: {
      const from = random.next(lines.length);
      lines.splice(line, 0, ...lines.slice(from, from + 1 + random.next(4)));
      break;
    }
    default:
      lines[line] = (lines[line] ?? '').slice(0, random.next(1 + (lines[line] ?? '').length));
  }
  return lines.join('\n');
}

/** Characters of every kind without any order. */
export function randomText(length: number, random: Random): string {
  let text = '';
  while (text.length < length) text += random.next(4) === 0 ? String.fromCharCode(random.next(random.next(2) === 0 ? 128 : 65536)) : random.pick(PIECES);
  return text;
}
