/**
 * Offsets to line and character and back, both zero-based, in UTF-16 units. A line ends with LF, CRLF or CR, as in the
 * Language Server Protocol.
 */
export class Lines {
  /** Offsets of the lines' first characters; told when they are first asked for. */
  private known: number[] | null = null;

  constructor(private readonly text: string) {}

  private get starts(): number[] {
    return (this.known ??= this.text.includes('\r') ? startsWithCr(this.text) : starts(this.text));
  }

  get count(): number {
    return this.starts.length;
  }

  position(offset: number): { line: number; character: number } {
    const { starts } = this;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - (starts[low] ?? 0) };
  }

  offset(position: { line: number; character: number }): number {
    const start = this.starts[position.line] ?? this.text.length;
    return Math.min(start + position.character, this.text.length);
  }

  /** A line without its line break. */
  line(index: number): string {
    const start = this.starts[index];
    return start === undefined ? '' : this.text.slice(start, this.starts[index + 1] ?? this.text.length).replace(/(?:\r\n|\r|\n)$/, '');
  }
}

function starts(text: string): number[] {
  const found = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) found.push(at + 1);
  return found;
}

function startsWithCr(text: string): number[] {
  const found = [0];
  for (const { index, 0: { length } } of text.matchAll(/\r\n|\r|\n/g)) found.push(index + length);
  return found;
}
