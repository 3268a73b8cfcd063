/** A place in a text, and the line and column it stands in. */
import { CR, isBlank, isBreak, LF } from './characters';

export class Reader {
  line = 0;

  /**
   * @param at offset of the next character
   * @param end exclusive; what stands behind it is not there
   * @param lineStart offset of column 0 of the first line
   */
  constructor(
    readonly text: string,
    public at: number,
    readonly end: number,
    public lineStart: number,
  ) {}

  /** Code of a character ahead, 0 at the end. */
  peek(ahead = 0): number {
    const at = this.at + ahead;
    return at < this.end ? this.text.charCodeAt(at) : 0;
  }

  get column(): number {
    return this.at - this.lineStart;
  }

  /** Passes a line break, if one stands here; returns what it means as text. */
  lineBreak(): string {
    const code = this.peek();
    if (!isBreak(code)) return '';
    this.at += code === CR && this.peek(1) === LF ? 2 : 1;
    this.line++;
    this.lineStart = this.at;
    return code === 0x2028 ? '\u2028' : code === 0x2029 ? '\u2029' : '\n';
  }

  /** Whether `---` or `...` stands here, in column 0 and alone. */
  atMarker(): boolean {
    const code = this.peek();
    if ((code !== 45 && code !== 46) || this.column !== 0) return false;
    return this.peek(1) === code && this.peek(2) === code && isBlank(this.peek(3));
  }
}
