/** Bash text to statements. Tolerant: what cannot be read is passed over, and the rest stays. */
import type { Range } from '../tree';
import type { Assignment, Block, ChainItem, Simple, Statement, Word } from './ast';
import { Cursor } from './cursor';
import { lineEnd, skipNested } from './skip';

const ASSIGNMENT = /([A-Za-z_]\w*)(\[[^\]\n]*\])?(\+?)=/y;
const FUNCTION = /([A-Za-z_][\w.:-]*)[ \t]*\([ \t]*\)/y;
/** Commands whose arguments may be assignments. */
const DECLARES = new Set(['export', 'declare', 'local', 'readonly', 'typeset']);

/** Deeper nesting of blocks is left unread. */
const MAX_DEPTH = 100;

export class Parser extends Cursor {
  private depth = 0;
  /** Searches for `))` that went to the end of the script in vain. */
  private unclosedArithmetic = 0;

  script(): Block {
    const all: Block = [];
    // A stray `fi`, `done` or `)` ends a block that was never opened; reading goes on behind it.
    for (;;) {
      for (const statement of this.block()) all.push(statement);
      if (this.at >= this.text.length) return all;
      const keyword = this.keyword();
      this.words.problems.push({ range: { start: this.at, end: this.at + (keyword?.length ?? 1) }, message: `Nothing is open that "${keyword ?? this.text[this.at] ?? ''}" could end.` });
      this.at += keyword?.length ?? (this.text.startsWith(';;', this.at) ? 2 : 1);
    }
  }

  /** Statements up to a keyword or bracket that ends a block. */
  private block(): Block {
    const block: Block = [];
    for (;;) {
      this.blank(true);
      const char = this.text[this.at];
      if (char === undefined || char === ')' || this.text.startsWith(';;', this.at)) return block;
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
      if (char === ';' && this.text[this.at + 1] !== ';') this.at++;
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
    for (;;) {
      this.blank(items.length > 0);
      let keyword = this.keyword();
      while (keyword === '!' || keyword === 'time' || keyword === 'coproc') {
        this.at += keyword.length;
        this.blank(false);
        keyword = this.keyword();
      }
      items.push(this.command(keyword));
      this.blank(false);
      if (this.text[this.at] !== '|' || this.text[this.at + 1] === '|') return pipelineOf(items);
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

  private compound(keyword: string | null): Statement | null {
    const { text } = this;
    let statement: Statement;
    if (text.startsWith('((', this.at)) {
      const arithmetic = this.arithmeticCommand();
      if (arithmetic) return arithmetic;
    }
    if (text[this.at] === '(') {
      this.at++;
      statement = { kind: 'subshell', body: this.block() };
      if (text[this.at] === ')') this.at++;
    } else if (keyword === '{') statement = { kind: 'group', body: this.body('{', '}') };
    else if (keyword === 'if') statement = this.conditional();
    else if (keyword === 'case') statement = this.cases();
    else if (keyword === 'while' || keyword === 'until') {
      this.at += keyword.length;
      const condition = this.block();
      statement = { kind: 'loop', variable: null, condition, body: this.body('do', 'done') };
    } else if (keyword === 'for' || keyword === 'select') statement = this.iteration(keyword);
    else if (keyword === '[[') return this.test();
    else return null;
    this.redirections();
    return statement;
  }

  private conditional(): Statement {
    const branches: { condition: Block; body: Block }[] = [];
    let exhaustive = false;
    let opener: string | null = 'if';
    while (opener === 'if' || opener === 'elif' || opener === 'else') {
      this.at += opener.length;
      const condition = opener === 'else' ? [] : this.block();
      if (opener === 'else') exhaustive = true;
      else this.expect('then');
      branches.push({ condition, body: this.block() });
      opener = this.keyword();
    }
    this.expect('fi');
    return { kind: 'branches', branches, exhaustive };
  }

  private cases(): Statement {
    this.at += 'case'.length;
    this.blank(true);
    this.at = this.words.word(this.at).range.end;
    this.blank(true);
    if (this.text.startsWith('in', this.at)) this.at += 2;
    const branches: { condition: Block; body: Block }[] = [];
    let exhaustive = false;
    for (;;) {
      this.blank(true);
      if (this.at >= this.text.length || this.keyword() === 'esac') break;
      const start = this.at;
      if (this.text[this.at] === '(') this.at++;
      while (this.at < this.text.length && this.text[this.at] !== ')' && this.text[this.at] !== '\n') {
        const { start: from, end } = this.words.word(this.at).range;
        this.at = Math.max(end, this.at + (end === from ? 1 : 0));
      }
      if (/^\(?\s*\*\s*$/.test(this.text.slice(start, this.at))) exhaustive = true;
      if (this.text[this.at] === ')') this.at++;
      branches.push({ condition: [], body: this.block() });
      if (this.text.startsWith(';;', this.at)) this.at += this.text[this.at + 2] === '&' ? 3 : 2;
      else if (this.keyword() !== 'esac' && this.at === start) this.at++;
    }
    this.expect('esac');
    return { kind: 'branches', branches, exhaustive };
  }

  /** `for x in a b; do ...; done` and `for ((;;))`. */
  private iteration(keyword: string): Statement {
    this.at += keyword.length;
    this.blank(false);
    const opening = this.text.startsWith('((', this.at) ? this.arithmeticCommand() : null;
    let variable: string | null = null;
    if (!opening) {
      const word = this.words.word(this.at);
      const name = this.text.slice(word.range.start, word.range.end);
      this.at = word.range.end;
      if (/^[A-Za-z_]\w*$/.test(name)) {
        variable = name;
        this.words.variable(name).definitions.push(word.range);
      }
      while (this.at < this.text.length && !/[;\n]/.test(this.text[this.at] ?? '')) {
        const next = this.words.word(this.at).range;
        this.at = next.end > this.at ? next.end : this.at + 1;
      }
    }
    this.blank(true);
    if (this.text[this.at] === ';') this.at++;
    this.blank(true);
    const body = this.keyword() === '{' ? this.body('{', '}') : this.body('do', 'done');
    return { kind: 'loop', variable, condition: opening ? [opening] : [], body };
  }

  /** `[[ ... ]]`: nothing is concluded from it, but its variables are uses. */
  private test(): Statement {
    this.at += 2;
    while (this.at < this.text.length && this.text[this.at] !== '\n') {
      this.blank(false);
      if (this.text.startsWith(']]', this.at)) {
        this.at += 2;
        break;
      }
      const { start, end } = this.words.word(this.at).range;
      this.at = end > start ? end : this.at + (this.text[this.at] === '\n' ? 0 : 1);
    }
    return { kind: 'opaque', names: [] };
  }

  private arithmeticCommand(): Statement | null {
    const inner = this.unclosedArithmetic < 5 ? skipNested(this.text, this.at + 2, ')') : null;
    if (inner === null) this.unclosedArithmetic++;
    if (inner === null || this.text[inner] !== ')') return null;
    const range = { start: this.at + 2, end: inner - 1 };
    this.words.arithmeticNames(range);
    this.at = inner + 1;
    const expression = this.text.slice(range.start, range.end);
    const changed = [...expression.matchAll(/([A-Za-z_]\w*)\s*(?:\[[^\]]*\]\s*)?(?:\+\+|--|(?:[-+*/%&|^]|<<|>>)?=(?!=))|(?:\+\+|--)\s*([A-Za-z_]\w*)/g)];
    return { kind: 'opaque', names: changed.map((match) => match[1] ?? match[2] ?? '') };
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

  private body(opener: string, closer: string): Block {
    this.blank(true);
    this.expect(opener);
    const body = this.block();
    this.expect(closer);
    return body;
  }

  private giveUp(): Statement {
    const range: Range = { start: this.at, end: this.at + 1 };
    this.words.problems.push({ range, message: `Blocks are nested more than ${MAX_DEPTH} levels deep.` });
    this.at = this.text.length;
    return { kind: 'opaque', names: [] };
  }
}

const chainOf = (items: ChainItem[]): Statement => (items.length === 1 && items[0] ? items[0].statement : { kind: 'chain', items });
const pipelineOf = (items: Statement[]): Statement => (items.length === 1 && items[0] ? items[0] : { kind: 'pipeline', items });
