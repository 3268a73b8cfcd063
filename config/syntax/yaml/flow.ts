/**
 * PyYAML lets the lines of a `[...]` or `{...}` stand at any column; the `yaml` package wants them indented. Within flow
 * collections a line break is only white space, so turning it (and comments) into spaces keeps every offset and every
 * value.
 *
 * @returns the text with closed multi-line flow collections on one line, or null when there is nothing to do
 */
export function joinFlowLines(text: string): string | null {
  const out = text.split('');
  let changed = false;
  let at = 0;
  while (at < text.length) {
    if (startsFlow(text, at)) {
      const end = closing(text, at);
      if (end === null) return changed ? out.join('') : null;
      changed = blank(text, at, end, out) || changed;
      at = end;
    }
    at = skipToken(text, at);
  }
  return changed ? out.join('') : null;
}

const isSpace = (char: string | undefined): boolean => char === undefined || /\s/.test(char);

/** A bracket opens a flow collection at the start of a value: after `: `, `- `, `? ` or at the start of a line. */
function startsFlow(text: string, at: number): boolean {
  if (text[at] !== '[' && text[at] !== '{') return false;
  return /(?:^|\n)[ \t]*(?:[-?][ \t]+)*$|[:,][ \t]+$/.test(text.slice(Math.max(0, at - 200), at));
}

const skipQuoted = (text: string, at: number): number => {
  const quote = text[at];
  for (let i = at + 1; i < text.length; i++) {
    if (quote === '"' && text[i] === '\\') i++;
    else if (text[i] === quote) return i + 1;
  }
  return text.length;
};

const isComment = (text: string, at: number): boolean => text[at] === '#' && isSpace(text[at - 1]);

const endOfLine = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
};

/** Next offset after a quoted string, a comment or one character. */
function skipToken(text: string, at: number): number {
  const quoteStarts = (text[at] === '"' || text[at] === "'") && /[\s,[{:]/.test(text[at - 1] ?? ' ');
  if (quoteStarts) return skipQuoted(text, at);
  return isComment(text, at) ? endOfLine(text, at) : at + 1;
}

function closing(text: string, open: number): number | null {
  let depth = 0;
  for (let at = open; at < text.length; at = skipToken(text, at)) {
    if (text[at] === '[' || text[at] === '{') depth++;
    if ((text[at] === ']' || text[at] === '}') && --depth === 0) return at;
  }
  return null;
}

function blank(text: string, start: number, end: number, out: string[]): boolean {
  let changed = false;
  for (let at = start; at < end; ) {
    const next = skipToken(text, at);
    const comment = isComment(text, at);
    for (let i = at; i < next; i++) {
      if (comment || text[i] === '\n' || text[i] === '\r') {
        changed ||= text[i] === '\n';
        out[i] = ' ';
      }
    }
    at = next;
  }
  return changed;
}
