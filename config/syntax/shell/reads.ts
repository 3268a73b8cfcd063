/** Which variables a condition reads. */
import type { Block, Statement, TestToken, Word } from './ast';
import { childrenOf } from './changes';

/** Deeper nesting is not looked into. */
const MAX_NESTING = 40;

export function* namesIn(block: Block, depth = 0): Generator<string> {
  if (depth > MAX_NESTING) return;
  for (const statement of block) {
    yield* namesOf(statement);
    yield* namesIn(childrenOf(statement), depth + 1);
  }
}

function* namesOf(statement: Statement): Generator<string> {
  if (statement.kind === 'simple') for (const word of statement.words) yield* namesOfWord(word);
  else if (statement.kind === 'test') for (const token of statement.tokens ?? []) yield* namesOfToken(token);
  else if (statement.kind === 'arithmetic') yield* names(statement.expression);
}

/** A bare word of `[[ A -eq 1 ]]` may be a name. */
function* namesOfToken(token: TestToken): Generator<string> {
  if (typeof token === 'string') return;
  yield* namesOfWord(token);
  for (const part of token.parts) if (part.kind === 'text') yield* names(part.text);
}

export function* namesOfWord(word: Word): Generator<string> {
  for (const part of word.parts) {
    if (part.kind === 'parameter') {
      if (/^[A-Za-z_]/.test(part.name)) yield part.name;
      if (part.operand) yield* namesOfWord(part.operand);
      if (part.replacement) yield* namesOfWord(part.replacement);
    } else if (part.kind === 'arithmetic') yield* names(part.expression);
    else if (part.kind === 'substitution') for (const inner of part.words) yield* namesOfWord(inner);
  }
}

/** Names of variables in a text of the script. */
export const names = (text: string): readonly string[] => text.match(/[A-Za-z_]\w*/g) ?? [];
