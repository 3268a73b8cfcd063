/** Bash text to statements. Tolerant: what cannot be read is passed over, and the rest stays. */
import type { Range } from '../tree';
import type { Assignment, Block, ChainItem, Simple, Statement, Word } from './ast';
import { CompoundReader } from './compound';
import { lineEnd } from './skip';

const ASSIGNMENT = /([A-Za-z_]\w*)(\[[^\]\n]*\])?(\+?)=/y;
const FUNCTION = /([A-Za-z_][\w.:-]*)[ \t]*\([ \t]*\)/y;
/** Commands whose arguments may be assignments. */
const DECLARES = new Set(['export', 'declare', 'local', 'readonly', 'typeset']);

/** Deeper nesting of blocks is left unread. */
const MAX_DEPTH = 100;

export class Parser extends CompoundReader {
  private depth = 0;

  script(): Block {
    const all: Block = [];
    // A stray `fi`, `done` or `)` ends a block that was never opened; reading goes on behind it.
    for (;;) {
      for (const statement of this.block()) all.push(statement);
      if (this.at >= this.text.length) return all;
      const keyword = this.keyword();
      this.words.problems.push({ range: { start: this.at, end: this.at + (keyword?.length ?? 1) }, message: `Nothing is open that "${keyword ?? this.text[this.at] ?? ''}" could end.` });
      this.at += keyword?.length ?? (/[;&]/.test(this.text[this.at + 1] ?? '') ? 2 : 1);
    }
  }

  /** Statements up to a keyword or bracket that ends a block. */
  protected block(): Block {
    const block: Block = [];
    for (;;) {
      this.blank(true);
      const char = this.text[this.at];
      if (char === undefined || char === ')' || (char === ';' && /[;&]/.test(this.text[this.at + 1] ?? ''))) return block;
      if (char === ';' || char === '&' || char === '|') {
        this.at++;
        continue;
      }
      const keyword = this.keyword();
      if (keyword !== null && /^(?:then|elif|else|fi|do|done|esac|\})$/.test(keyword)) return block;
      block.push(this.chain());
    }
  }

  /** `a && b || c &` */
  private chain(): Statement {
    const items: ChainItem[] = [{ operator: '', statement: this.pipeline() }];
    for (;;) {
      this.blank(false);
      const operator = this.text.startsWith('&&', this.at) ? '&&' : this.text.startsWith('||', this.at) ? '||' : null;
      if (operator) {
        this.at += 2;
        this.blank(true);
        if (this.at >= this.text.length) break;
        items.push({ operator, statement: this.pipeline() });
        continue;
      }
      const char = this.text[this.at];
      if (char === ';' && !/[;&]/.test(this.text[this.at + 1] ?? '')) this.at++;
      else if (char === '&') {
        this.at++;
        return { kind: 'subshell', body: [chainOf(items)] };
      }
      break;
    }
    return chainOf(items);
  }

  private pipeline(): Statement {
    const items: Statement[] = [];
    let negated = false;
    for (;;) {
      this.blank(items.length > 0);
      let keyword = this.keyword();
      while (keyword === '!' || keyword === 'time' || keyword === 'coproc') {
        if (keyword === '!') negated = !negated;
        this.at += keyword.length;
        this.blank(false);
        keyword = this.keyword();
      }
      items.push(this.command(keyword));
      this.blank(false);
      if (this.text[this.at] !== '|' || this.text[this.at + 1] === '|') return negated ? { kind: 'not', statement: pipelineOf(items) } : pipelineOf(items);
      this.at += this.text[this.at + 1] === '&' ? 2 : 1;
    }
  }

  private command(keyword: string | null): Statement {
    if (this.depth >= MAX_DEPTH) return this.giveUp();
    this.depth++;
    const statement = this.compound(keyword) ?? this.functionDefinition() ?? this.simple();
    this.depth--;
    return statement;
  }

  private functionDefinition(): Statement | null {
    const keyword = this.keyword() === 'function';
    if (keyword) {
      this.at += 'function'.length;
      this.blank(false);
    }
    FUNCTION.lastIndex = this.at;
    const found = FUNCTION.exec(this.text);
    if (!found && !keyword) return null;
    const name = found?.[1] ?? /[^\s(){};]*/y.exec(this.text.slice(this.at, this.at + 200))?.[0] ?? '';
    this.at += found?.[0].length ?? name.length;
    this.blank(true);
    if (this.keyword() === '{') {
      const body = this.body('{', '}');
      this.redirections();
      return { kind: 'function', name, body };
    }
    return { kind: 'function', name, body: [this.command(this.keyword())] };
  }

  private simple(): Simple {
    const start = this.at;
    const command: Simple = { kind: 'simple', assignments: [], words: [], input: null, range: { start, end: start } };
    let declares = false;
    for (;;) {
      this.blank(false);
      const from = this.at;
      if (this.redirection(command)) {
        command.range.end = this.at;
        continue;
      }
      if (from >= this.text.length || /[\n;&|()]/.test(this.text[from] ?? '')) break;
      const assignment = command.words.length === 0 || declares ? this.assignment() : null;
      if (assignment) command.assignments.push(assignment);
      else {
        const word = this.words.word(from);
        // Cannot be: every character that is no end of a command begins a word.
        if (word.range.end === from) break;
        this.at = word.range.end;
        command.words.push(word);
        if (command.words.length === 1) declares = DECLARES.has(this.text.slice(from, this.at));
      }
      command.range.end = this.at;
    }
    // `f(` and other text in front of a bracket that is no function.
    if (this.at === start) this.at++;
    else if (this.text[this.at] === '(') this.at = lineEnd(this.text, this.at);
    return command;
  }

  private assignment(): Assignment | null {
    ASSIGNMENT.lastIndex = this.at;
    const found = ASSIGNMENT.exec(this.text);
    if (!found) return null;
    const start = this.at;
    const name = found[1] ?? '';
    const nameRange = { start, end: start + name.length };
    this.words.variable(name).definitions.push(nameRange);
    this.at += found[0].length;
    const parts = { name, nameRange, append: found[3] === '+', subscript: found[2] !== undefined };
    if (this.text[this.at] === '(') {
      const value = this.array();
      return { ...parts, value, range: { start, end: this.at } };
    }
    const value = this.words.word(this.at);
    this.at = value.range.end;
    return { ...parts, value, range: { start, end: this.at } };
  }

  private array(): Word[] {
    const words: Word[] = [];
    this.at++;
    for (;;) {
      this.blank(true);
      const char = this.text[this.at];
      if (char === undefined || char === ')') break;
      const word = this.words.word(this.at);
      if (word.range.end === this.at) this.at++;
      else {
        this.at = word.range.end;
        words.push(word);
      }
    }
    if (this.text[this.at] === ')') this.at++;
    else this.words.problems.push({ range: { start: Math.max(0, this.at - 1), end: this.at }, message: 'The closing ) of an array is missing.' });
    return words;
  }

  private giveUp(): Statement {
    const range: Range = { start: this.at, end: this.at + 1 };
    this.words.problems.push({ range, message: `Blocks are nested more than ${MAX_DEPTH} levels deep.` });
    this.at = this.text.length;
    return { kind: 'opaque' };
  }
}

const chainOf = (items: ChainItem[]): Statement => (items.length === 1 && items[0] ? items[0].statement : { kind: 'chain', items });
const pipelineOf = (items: Statement[]): Statement => (items.length === 1 && items[0] ? items[0] : { kind: 'pipeline', items });
