/** Reads compound commands: conditionals, `case`, loops, `[[ ]]` and `(( ))`. */
import type { Block, CaseBranch, Statement, TestOperator, TestToken, Word } from './ast';
import { Cursor } from './cursor';
import { skipNested } from './skip';

export abstract class CompoundReader extends Cursor {
  /** Searches for `))` that went to the end of the script in vain. */
  private unclosedArithmetic = 0;

  /** Statements up to a keyword or bracket that ends a block. */
  protected abstract block(): Block;

  protected compound(keyword: string | null): Statement | null {
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
      statement = { kind: 'loop', variable: null, list: null, condition, body: this.body('do', 'done') };
    } else if (keyword === 'for' || keyword === 'select') statement = this.iteration(keyword);
    else if (keyword === '[[') statement = this.test();
    else return null;
    this.redirections();
    return statement;
  }

  private conditional(): Statement {
    const branches: { condition: Block | null; body: Block }[] = [];
    let opener: string | null = 'if';
    while (opener === 'if' || opener === 'elif' || opener === 'else') {
      this.at += opener.length;
      const condition = opener === 'else' ? null : this.block();
      if (condition) this.expect('then');
      branches.push({ condition, body: this.block() });
      opener = this.keyword();
    }
    this.expect('fi');
    return { kind: 'conditional', branches };
  }

  private cases(): Statement {
    this.at += 'case'.length;
    this.blank(true);
    const subject = this.words.word(this.at);
    this.at = subject.range.end;
    this.blank(true);
    if (this.text.startsWith('in', this.at)) this.at += 2;
    const branches: CaseBranch[] = [];
    for (;;) {
      this.blank(true);
      if (this.at >= this.text.length || this.keyword() === 'esac') break;
      const start = this.at;
      const patterns = this.patterns();
      const body = this.block();
      const ending = /;;&|;&|;;/y;
      ending.lastIndex = this.at;
      const found = ending.exec(this.text)?.[0] ?? '';
      this.at += found.length;
      branches.push({ patterns, body, falls: found.endsWith('&') });
      if (found === '' && this.keyword() !== 'esac' && this.at === start) this.at++;
    }
    this.expect('esac');
    return { kind: 'case', subject, branches };
  }

  /** `(a|b)`, the opening bracket may be missing. */
  private patterns(): Word[] {
    const patterns: Word[] = [];
    if (this.text[this.at] === '(') this.at++;
    while (this.at < this.text.length && this.text[this.at] !== ')' && this.text[this.at] !== '\n') {
      const word = this.words.word(this.at);
      if (word.range.end > this.at) patterns.push(word);
      this.at = Math.max(word.range.end, this.at + (word.range.end === this.at ? 1 : 0));
    }
    if (this.text[this.at] === ')') this.at++;
    return patterns;
  }

  /** `for x in a b; do ...; done` and `for ((;;))`. */
  private iteration(keyword: string): Statement {
    this.at += keyword.length;
    this.blank(false);
    const opening = this.text.startsWith('((', this.at) ? this.arithmeticCommand() : null;
    let variable: string | null = null;
    let list: Word[] | null = null;
    if (!opening) {
      const word = this.words.word(this.at);
      const name = this.text.slice(word.range.start, word.range.end);
      this.at = word.range.end;
      if (/^[A-Za-z_]\w*$/.test(name)) {
        variable = name;
        this.words.variable(name).definitions.push(word.range);
      }
      list = this.list();
      if (keyword === 'select') list = null;
    }
    this.blank(true);
    if (this.text[this.at] === ';') this.at++;
    this.blank(true);
    const body = this.keyword() === '{' ? this.body('{', '}') : this.body('do', 'done');
    return { kind: 'loop', variable, list, condition: opening ? [opening] : [], body };
  }

  /** `in a b`; null where something else stands there. */
  private list(): Word[] | null {
    const words: Word[] = [];
    let plain = true;
    this.blank(false);
    while (this.at < this.text.length && !/[;\n]/.test(this.text[this.at] ?? '')) {
      const word = this.words.word(this.at);
      if (word.range.end > this.at) words.push(word);
      else plain &&= /[ \t]/.test(this.text[this.at] ?? '');
      this.at = Math.max(word.range.end, this.at + (word.range.end === this.at ? 1 : 0));
      this.blank(false);
    }
    const [first, ...rest] = words;
    return plain && first && this.text.slice(first.range.start, first.range.end) === 'in' ? rest : null;
  }

  /** `[[ ... ]]`: its words and operators; unread where another character stands between them. */
  private test(): Statement {
    const tokens: TestToken[] = [];
    let read = true;
    let closed = false;
    this.at += 2;
    while (this.at < this.text.length) {
      this.blank(read && continues(tokens.at(-1)));
      if (this.text[this.at] === '\n') break;
      if (/^\]\](?:[\s;&|()<>]|$)/.test(this.text.slice(this.at, this.at + 3))) {
        this.at += 2;
        closed = true;
        break;
      }
      const operator = /^(?:&&|\|\||[()<>])/.exec(this.text.slice(this.at, this.at + 2))?.[0] as TestOperator | undefined;
      if (operator) {
        tokens.push(operator);
        this.at += operator.length;
        continue;
      }
      const word = this.words.word(this.at);
      if (word.range.end > this.at) tokens.push(word);
      else read = false;
      this.at = Math.max(word.range.end, this.at + (word.range.end === this.at ? 1 : 0));
    }
    return { kind: 'test', tokens: read && closed ? tokens : null };
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
    return { kind: 'arithmetic', expression, names: changed.map((match) => match[1] ?? match[2] ?? '') };
  }

  protected body(opener: string, closer: string): Block {
    this.blank(true);
    this.expect(opener);
    const body = this.block();
    this.expect(closer);
    return body;
  }
}

/** A line may break behind these. */
const continues = (token: TestToken | undefined): boolean => token === '&&' || token === '||' || token === '(';
