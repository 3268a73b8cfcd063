/** Collects the pieces of a word into the fields that bash makes of it. */
import type { Range } from '../tree';
import type { ShellWord, WordPiece } from './types';

export interface Fields {
  words: ShellWord[];
  open: boolean;
  takesArguments: boolean;
}

/** Characters at which the value of an unquoted variable is split. */
const SEPARATOR = /[ \t\n]+/g;

export class FieldBuilder {
  private readonly words: ShellWord[] = [];
  private pieces: WordPiece[] = [];
  /** Something stands here, if only `""`. */
  private begun = false;
  private open = false;
  private wasSplit = false;
  private takesArguments = false;

  constructor(private readonly range: Range) {}

  /** Text that stands in the script. */
  text(piece: WordPiece, quoted: boolean): void {
    this.pieces.push(piece);
    this.begun ||= quoted || piece.text !== '';
  }

  /**
   * What an expansion gave.
   *
   * @param written of a variable that is a whole word: its value's own pieces, so that each of several words it holds
   *   has the place where it is written
   */
  piece(piece: WordPiece, quoted: boolean, written: readonly WordPiece[] | null): void {
    if (quoted || (piece.text !== null && piece.text !== '' && !/[ \t\n]/.test(piece.text))) {
      this.pieces.push(piece);
      this.begun = true;
    } else if (piece.text === null) {
      this.pieces.push(piece);
      // Alone it may be no word or several ones.
      this.open ||= this.pieces.length === 1;
      this.begun = true;
    } else {
      this.wasSplit = true;
      for (const part of written ?? [piece]) this.split(part);
    }
  }

  private split(piece: WordPiece): void {
    const text = piece.text ?? '';
    let from = 0;
    for (const match of text.matchAll(SEPARATOR)) {
      if (match.index > from) this.cut(piece, from, match.index);
      this.flush();
      from = match.index + match[0].length;
    }
    if (from < text.length) this.cut(piece, from, text.length);
  }

  private cut(piece: WordPiece, from: number, to: number): void {
    this.text({ text: (piece.text ?? '').slice(from, to), range: stretch(piece, from, to), via: piece.via }, false);
  }

  /** `"${A[@]}"`: a field for each element, the first one joined to what stands before it. */
  array(words: readonly ShellWord[], open: boolean, quoted: boolean): void {
    this.open ||= open;
    for (const [index, word] of words.entries()) {
      const splits = !quoted && /\s/.test(word.text ?? '');
      const field = splits ? { ...word, text: null, pieces: [{ text: null, range: word.range, via: word.via }] } : word;
      this.open ||= splits;
      if (index > 0 || !this.begun) this.words.push(field);
      else {
        for (const piece of field.pieces) this.pieces.push(piece);
        this.flush();
      }
    }
  }

  /** `"$@"` of the script. */
  arguments(): void {
    this.takesArguments = true;
  }

  finish(empty: boolean): Fields {
    if (!empty) this.flush();
    return { words: this.words, open: this.open, takesArguments: this.takesArguments };
  }

  private flush(): void {
    if (this.begun) this.words.push(wordOf(this.pieces, this.wasSplit ? null : this.range));
    this.pieces = [];
    this.begun = false;
  }
}

/** @param range the place of the word where it is more than its pieces', which lack the quotes */
export function wordOf(pieces: readonly WordPiece[], range: Range | null): ShellWord {
  let text: string | null = '';
  const spanned = { start: Infinity, end: 0 };
  for (const piece of pieces) {
    text = text === null || piece.text === null ? null : text + piece.text;
    spanned.start = Math.min(spanned.start, piece.range.start);
    spanned.end = Math.max(spanned.end, piece.range.end);
  }
  return { range: range ?? spanned, text, pieces, via: pieces.flatMap((piece) => piece.via), maybe: false };
}

/** Where the characters `from` to `to` of a piece's text stand; of an escape or an expansion all of it. */
export function stretch(piece: WordPiece, from: number, to: number): Range {
  const { start, end } = piece.range;
  if (piece.via.length > 0 || end - start !== piece.text?.length) return piece.range;
  return { start: start + from, end: start + to };
}
