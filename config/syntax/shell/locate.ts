/** From characters of a word to their place in the script. */
import type { Range, Via } from '../tree';
import { stretch } from './fields';
import type { ShellWord, WordPiece } from './types';

export interface Place {
  range: Range;
  via: readonly Via[];
}

/** A word's text up to its first unknown piece, with the place of each stretch of it. */
export class Located {
  readonly text: string;
  /** False when an unknown piece follows the text. */
  readonly complete: boolean;
  private readonly starts: number[] = [];
  private readonly pieces: WordPiece[] = [];

  constructor(private readonly word: Pick<ShellWord, 'pieces' | 'range'>) {
    let text = '';
    let complete = true;
    for (const piece of word.pieces) {
      this.starts.push(text.length);
      this.pieces.push(piece);
      if (piece.text === null) {
        complete = false;
        break;
      }
      text += piece.text;
    }
    this.text = text;
    this.complete = complete;
  }

  /** Where the characters `from` to `to` are written, and the variables they came through. */
  place(from: number, to: number): Place {
    let start = Infinity;
    let end = -1;
    const via: Via[] = [];
    for (let index = this.index(from); index < this.pieces.length; index++) {
      const piece = this.pieces[index];
      const first = this.starts[index] ?? 0;
      if (!piece || first > to || (first === to && to > from)) break;
      const length = piece.text?.length ?? 0;
      if (first + length <= from && from < to) continue;
      const range = stretch(piece, Math.max(0, from - first), Math.min(length, to - first));
      start = Math.min(start, range.start);
      end = Math.max(end, range.end);
      via.push(...piece.via);
    }
    return { range: end < 0 ? this.word.range : { start, end }, via };
  }

  /** The characters `from` to `to` as pieces, each with its place. */
  cut(from: number, to: number): WordPiece[] {
    const cut: WordPiece[] = [];
    for (let index = this.index(from); index < this.pieces.length; index++) {
      const piece = this.pieces[index];
      const first = this.starts[index] ?? 0;
      if (!piece || first >= to) break;
      const start = Math.max(0, from - first);
      const end = Math.min(piece.text?.length ?? 0, to - first);
      if (end > start) cut.push({ text: (piece.text ?? '').slice(start, end), range: stretch(piece, start, end), via: piece.via });
    }
    return cut;
  }

  /** From character `from` to the end of the word, unknown pieces with it. */
  rest(from: number): Place {
    const { range } = this.place(from, from);
    const tail = this.word.pieces.slice(this.index(from));
    return { range: { start: Math.min(range.start, this.word.range.end), end: Math.max(range.start, this.word.range.end) }, via: tail.flatMap((piece) => piece.via) };
  }

  private index(at: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }
}
