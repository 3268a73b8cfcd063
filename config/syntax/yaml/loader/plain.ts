/** Plain (unquoted) scalars, as PyYAML's `scan_plain` reads them. */
import { COLON, HASH, isBlank, isBreak, SPACE, TAB } from './characters';
import type { Reader } from './reader';

const isFlowIndicator = (code: number): boolean => code === 44 || code === 91 || code === 93 || code === 123 || code === 125;

export interface Plain {
  value: string;
  /** Behind its last character. */
  end: number;
  /** It was followed by a line break, so a key may come next. */
  brokeLine: boolean;
}

/**
 * @param indent further lines must stand deeper than this column
 * @param lenient as libyaml reads: tabs separate words like spaces do, and in brackets a `?` is a character like others
 */
export function scanPlain(reader: Reader, indent: number, inFlow: boolean, lenient: boolean): Plain {
  let value = '';
  let gap = '';
  let end = reader.at;
  let brokeLine = false;
  while (reader.peek() !== HASH) {
    const from = reader.at;
    while (!endsWord(reader, inFlow, lenient)) reader.at++;
    if (reader.at === from) break;
    brokeLine = false;
    value += gap + reader.text.slice(from, reader.at);
    end = reader.at;
    const line = reader.line;
    gap = space(reader, lenient);
    brokeLine = reader.line > line;
    if (gap === '' || reader.peek() === HASH || (!inFlow && reader.column <= indent)) break;
  }
  return { value, end, brokeLine };
}

function endsWord(reader: Reader, inFlow: boolean, lenient: boolean): boolean {
  const code = reader.peek();
  if (isBlank(code)) return true;
  if (code === COLON) return isBlank(reader.peek(1)) || (inFlow && isFlowIndicator(reader.peek(1)));
  return inFlow && ((code === 63 && !lenient) || isFlowIndicator(code));
}

/** What stands for the white space between two words; '' ends the scalar. */
function space(reader: Reader, lenient: boolean): string {
  const from = reader.at;
  const skip = (): void => {
    while (reader.peek() === SPACE || (lenient && reader.peek() === TAB)) reader.at++;
  };
  skip();
  if (!isBreak(reader.peek())) return reader.text.slice(from, reader.at);
  const first = reader.lineBreak();
  let more = '';
  for (;;) {
    if (reader.atMarker()) return '';
    while (reader.peek() === SPACE) reader.at++;
    if (!isBreak(reader.peek())) break;
    more += reader.lineBreak();
  }
  return (first === '\n' ? (more === '' ? ' ' : '') : first) + more;
}
