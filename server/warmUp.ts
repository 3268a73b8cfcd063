/** Reads a long document piece by piece before its first check, so that the server keeps answering meanwhile. */
import { analyse, type FileCheck, type Files, MAX_TEXT } from '../config';
import { parseYaml } from '../config/syntax/yaml/parse';
import { nextRound } from './pace';

/** Shorter texts are read in one go. */
const LONG = 100_000;
/** Characters that are read between two looks at the messages that came in. */
const PIECE = 50_000;

/** @returns a check to hand over as the previous one: it remembers the pieces. Null for what is short, or no YAML. */
export async function warmUp(files: Files, uri: string, text: string): Promise<FileCheck | null> {
  if (text.length < LONG || text.length > MAX_TEXT) return null;
  const empty = await analyse(files, uri, '');
  const yaml = empty.parts?.yaml;
  if (!yaml) return null;
  for (let end = PIECE; end < text.length; end += PIECE) {
    parseYaml(text.slice(0, text.lastIndexOf('\n', end) + 1), { previous: yaml });
    // What cannot be read in pieces is left to the check.
    if (!yaml.memory.pyyaml) break;
    await nextRound();
  }
  return empty;
}
