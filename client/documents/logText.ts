import * as l10n from '../l10n';

/** What an editor shows of a log: more would make every update slow. The whole log stays on its host. */
export const LOG_LIMIT = 2 * 1024 * 1024;

// eslint's no-control-regex is about typos; here the escape character is the point, so it is spelled as a code.
const ESCAPE = String.fromCharCode(27);
const ANSI = new RegExp(`${ESCAPE}(?:\\[[0-9;?]*[ -/]*[@-~]|\\][^\\u0007${ESCAPE}]*(?:\\u0007|${ESCAPE}\\\\)|[@-Z\\\\-_])`, 'g');

/**
 * A log as text for an editor: colours removed, progress bars that rewrite their line shown once, and bounded to its
 * last 2 MB, which it says.
 */
export class LogText {
  private lines = '';
  /** The last line, still open: a carriage return starts it over. */
  private open = '';
  private cut = false;
  private pending = '';

  constructor(
    /** Named when the beginning is left out. */
    private readonly file: string,
    private readonly limit = LOG_LIMIT,
  ) {}

  append(text: string): void {
    const { ready, rest } = splitEscape(this.pending + text);
    this.pending = rest;
    const parts = ready.replace(ANSI, '').replace(/\r\n/g, '\n').split('\n');
    const last = parts.pop() ?? '';
    for (const part of parts) {
      this.lines += `${rewritten(this.open + part)}\n`;
      this.open = '';
    }
    this.open = keepOpen(this.open + last);
    this.bound();
  }

  get text(): string {
    const note = this.cut ? `${l10n.t('[The last 2 MB are shown. The whole log is {0} on the host.]', this.file)}\n` : '';
    return note + this.lines + rewritten(this.open);
  }

  private bound(): void {
    if (this.open.length > this.limit) {
      this.open = this.open.slice(-this.limit);
      this.lines = '';
      this.cut = true;
    }
    if (this.lines.length <= this.limit) return;
    const from = this.lines.indexOf('\n', this.lines.length - this.limit) + 1;
    this.lines = this.lines.slice(from > 0 ? from : -this.limit);
    this.cut = true;
  }
}

/** What a terminal would show of a line that was written over: its last version. */
function rewritten(line: string): string {
  const versions = line.split('\r').filter((part) => part !== '');
  return versions.at(-1) ?? '';
}

/** Keeps at most the last version of an open line, and a carriage return at its end, which may begin a line break. */
function keepOpen(line: string): string {
  const ends = line.endsWith('\r');
  return rewritten(line) + (ends ? '\r' : '');
}

/** An escape sequence may be torn between two chunks: its beginning waits for the rest. */
function splitEscape(text: string): { ready: string; rest: string } {
  const at = text.lastIndexOf(ESCAPE);
  if (at < 0 || text.length - at > 64) return { ready: text, rest: '' };
  const tail = text.slice(at);
  return tail.replace(ANSI, '') !== tail ? { ready: text, rest: '' } : { ready: text.slice(0, at), rest: tail };
}
