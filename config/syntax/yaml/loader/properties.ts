/** Anchors, tags and directives: what may stand before a node or a document. */
import { Broken } from './broken';
import { HASH, isBlank, isBreakOrEnd, isNameCharacter, SPACE } from './characters';
import type { Reader } from './reader';

/** Reads `&name` or `*name`; returns the name. */
export function scanAnchor(reader: Reader): string {
  const start = reader.at++;
  while (isNameCharacter(reader.peek())) reader.at++;
  const name = reader.text.slice(start + 1, reader.at);
  const next = reader.peek();
  if (name === '' || !(isBlank(next) || '?:,]}%@`'.includes(String.fromCharCode(next)))) {
    throw new Broken(`The name of an ${reader.text[start] === '*' ? 'alias' : 'anchor'} is made of letters, digits, - and _. Quote the text if it is none.`, start, reader.at + 1);
  }
  return name;
}

const URI = /[-0-9A-Za-z;/?:@&=+$,_.!~*'()[\]%]*/y;

/** Reads a tag; returns it as written, `<` and `>` of a verbatim one taken off and marked by a leading NUL. */
export function scanTag(reader: Reader): string {
  const start = reader.at;
  const wrong = (): Broken => new Broken('This tag is not complete. Quote the text if it is none.', start, Math.max(start + 1, reader.at));
  reader.at++;
  if (reader.peek() === 60) {
    reader.at++;
    const uri = scanUri(reader);
    if (uri === '' || reader.peek() !== 62) throw wrong();
    reader.at++;
    return ended(reader, `\0${uri}`, wrong);
  }
  if (isBlank(reader.peek())) return '!';
  const handle = /[\w-]*!/y;
  handle.lastIndex = reader.at;
  const named = handle.exec(reader.text)?.[0] ?? '';
  const word = /[^ \r\n\x85\u2028\u2029]*/y;
  word.lastIndex = reader.at;
  if (named === '' && (word.exec(reader.text)?.[0] ?? '').includes('!')) throw wrong();
  reader.at += named.length;
  const uri = scanUri(reader);
  if (uri === '') throw wrong();
  return ended(reader, `!${named}${uri}`, wrong);
}

function scanUri(reader: Reader): string {
  URI.lastIndex = reader.at;
  const uri = (URI.exec(reader.text)?.[0] ?? '').slice(0, reader.end - reader.at);
  reader.at += uri.length;
  return uri;
}

function ended(reader: Reader, tag: string, wrong: () => Broken): string {
  if (reader.peek() !== SPACE && !isBreakOrEnd(reader.peek())) throw wrong();
  try {
    return decodeURIComponent(tag);
  } catch {
    throw wrong();
  }
}

/** Reads a `%` line; returns it without its comment. */
export function scanDirective(reader: Reader): string {
  const start = reader.at;
  while (!isBreakOrEnd(reader.peek()) && !(reader.peek() === HASH && reader.peek(-1) === SPACE)) reader.at++;
  const line = reader.text.slice(start, reader.at).trimEnd();
  while (!isBreakOrEnd(reader.peek())) reader.at++;
  const known = /^%(?:YAML +\d+\.\d+|TAG +!(?:[\w-]*!)? +\S+|(?!YAML\b|TAG\b)[\w-]+(?: .*)?)$/.test(line);
  if (!known) throw new Broken('This line starts with %, which only a directive does. Quote the text if it is none.', start, reader.at);
  return line;
}
