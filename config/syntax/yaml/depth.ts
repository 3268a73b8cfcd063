import { Broken } from './loader/broken';

/** Deeper nesting is refused: no config needs it, and reading it must not exhaust the stack. */
export const MAX_DEPTH = 100;

export const tooDeep = (at: number): Broken => new Broken(`Nested more than ${MAX_DEPTH} levels deep.`, at, at + 1);
