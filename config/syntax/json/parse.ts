/**
 * JSON as Python's `json` reads it (`dataset_info.json`, DeepSpeed files given to transformers and accelerate), or
 * HJSON as DeepSpeed itself reads its files (deepspeed/runtime/config.py: `hjson.load`). Broken text is reported and
 * the rest is kept.
 */
import { MAX_DEPTH } from '../yaml/depth';
import type { SyntaxProblem } from '../yaml/parse';
import type { ConfigNode } from '../tree';
import { JsonReader, TooDeep } from './reader';

export interface ParsedJson {
  /** Null for an empty file. */
  root: ConfigNode | null;
  problems: SyntaxProblem[];
}

export interface JsonOptions {
  /** Comments, bare keys and strings, optional commas. */
  hjson?: boolean;
}

export function parseJson(text: string, { hjson = false }: JsonOptions = {}): ParsedJson {
  try {
    const first = new JsonReader(text, hjson, false);
    const plain = first.document();
    if (!first.unclosed) return { root: plain, problems: first.problems };
    // A bracket is missing somewhere. Read again and let the indentation tell where.
    const second = new JsonReader(text, hjson, true);
    return { root: second.document(), problems: second.problems };
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    return { root: null, problems: [{ range: { start: error.at, end: error.at + 1 }, message: `Nested more than ${MAX_DEPTH} levels deep.` }] };
  }
}
