/** The place in a script that is being read: blanks, comments, keywords, redirections and here-documents. */
import type { Simple } from './ast';
import { lineEnd } from './skip';
import type { WordReader } from './words';

const KEYWORD = /(?:if|then|elif|else|fi|for|select|while|until|do|done|case|esac|function|time|coproc|\{|\}|!|\[\[)(?=[\s;&|()<>]|$)/y;
const REDIRECTION = /(?:\d+|\{\w+\})?(?:&>>|&>|<<<|<<-|<<|<>|<&|>>|>&|>\||<|>)/y;
const BLANKS = /(?:[ \t\r]|\\\r?\n)+/y;

interface Heredoc {
  delimiter: string;
  literal: boolean;
  tabs: boolean;
  command: Simple;
}

export class Cursor {
  protected at = 0;
  private heredocs: Heredoc[] = [];

  constructor(
    protected readonly text: string,
    protected readonly words: WordReader,
  ) {}

  protected redirections(): void {
    do this.blank(false);
    while (this.redirection(null));
  }

  protected redirection(command: Simple | null): boolean {
    REDIRECTION.lastIndex = this.at;
    const found = REDIRECTION.exec(this.text)?.[0];
    if (found === undefined || (/^[<>]$/.test(found) && this.text[this.at + 1] === '(')) return false;
    this.at += found.length;
    this.blank(false);
    const target = this.words.word(this.at);
    this.at = target.range.end;
    if (found.endsWith('<<<') && command) command.input = target;
    else if (/<<-?$/.test(found) && target.range.end > target.range.start) {
      const delimiter = target.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
      const literal = target.parts.some((part) => part.kind === 'text' && part.quoted);
      const owner = command ?? { kind: 'simple', assignments: [], words: [], input: null, range: target.range };
      this.heredocs.push({ delimiter, literal, tabs: found.endsWith('-'), command: owner });
    }
    return true;
  }

  /** Passes over blanks and comments, and with `lines` over line breaks too. */
  protected blank(lines: boolean): void {
    for (;;) {
      BLANKS.lastIndex = this.at;
      this.at += BLANKS.exec(this.text)?.[0].length ?? 0;
      const char = this.text[this.at];
      if (char === '#') this.at = lineEnd(this.text, this.at);
      else if (char === '\n' && this.heredocs.length > 0) this.readHeredocs();
      else if (char === '\n' && lines) this.at++;
      else return;
    }
  }

  /** Their bodies start on the line behind the command. */
  protected readHeredocs(): void {
    let at = this.at + 1;
    for (const { delimiter, literal, tabs, command } of this.heredocs) {
      const start = at;
      let end = this.text.length;
      while (at < this.text.length) {
        const stop = lineEnd(this.text, at);
        const line = this.text.slice(at, stop).replace(/\r$/, '');
        const found = (tabs ? line.replace(/^\t+/, '') : line) === delimiter;
        if (found) end = at;
        at = stop + 1;
        if (found) break;
      }
      command.input = this.words.heredoc({ start, end: Math.min(end, this.text.length) }, literal);
    }
    this.heredocs = [];
    // On the line break in front of what follows: the command with the here-document ends there.
    this.at = Math.min(at, this.text.length + 1) - 1;
  }

  protected expect(keyword: string): void {
    this.blank(false);
    if (this.keyword() === keyword) this.at += keyword.length;
    else this.words.problems.push({ range: { start: Math.max(0, this.at - 1), end: this.at }, message: `"${keyword}" is missing here.` });
  }

  protected keyword(): string | null {
    KEYWORD.lastIndex = this.at;
    return KEYWORD.exec(this.text)?.[0] ?? null;
  }
}
