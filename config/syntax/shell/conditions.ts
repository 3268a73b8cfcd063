/** What `[ ]`, `test`, `[[ ]]` and `(( ))` say, where it follows from words that are known; null where it does not. */
import { evaluateArithmetic } from './arithmetic';
import type { TestToken, Word } from './ast';
import { type Expander, type Positional, whole } from './expand';
import { matches } from './glob';
import type { Scope } from './scope';

export type Truth = boolean | null;

export const not = (a: Truth): Truth => (a === null ? null : !a);
export const and = (a: Truth, b: Truth): Truth => (a === false || b === false ? false : a === null || b === null ? null : true);
export const or = (a: Truth, b: Truth): Truth => not(and(not(a), not(b)));

const NUMERIC = /^-(?:eq|ne|lt|le|gt|ge)$/;
/** Of files and of text order, which depends on the machine. */
const OTHER_BINARY = /^(?:-nt|-ot|-ef|=~|<|>)$/;
const UNARY = /^-[a-zA-Z]$/;
const MAX_NESTING = 50;

type Text = string | null;

/** The words between `[` and `]`, told apart by their number as POSIX says. */
export function testWords(words: readonly Text[]): Truth {
  const [first = '', second = '', third = '', fourth = ''] = words;
  switch (words.length) {
    case 0:
      return false;
    case 1:
      return first === null ? null : first !== '';
    case 2:
      if (first === '!') return second === null ? null : second === '';
      return first === '-n' || first === '-z' ? emptiness(first, second) : null;
    case 3:
      if (second !== null && isBinary(second)) return compareWords(first, second, third);
      return first === '!' ? not(testWords(words.slice(1))) : first === '(' && third === ')' ? testWords([second]) : null;
    case 4:
      if (first === '!') return not(testWords(words.slice(1)));
      return first === '(' && fourth === ')' ? testWords([second, third]) : null;
    default:
      return joinedTests(words);
  }
}

/** `A = B -a C = D -o E = F`: `-a` binds tighter. */
function joinedTests(words: readonly Text[]): Truth {
  if (words.includes(null) || words.includes('(') || words.includes(')')) return null;
  return split(words, '-o')
    .map((part) => split(part, '-a').map((test) => (test.length > 4 || test.length === 0 ? null : testWords(test))).reduce(and))
    .reduce(or);
}

function split(words: readonly Text[], separator: string): Text[][] {
  const parts: Text[][] = [[]];
  for (const word of words) {
    if (word === separator) parts.push([]);
    else parts.at(-1)?.push(word);
  }
  return parts;
}

const isBinary = (operator: string): boolean => /^(?:==?|!=|-a|-o)$/.test(operator) || NUMERIC.test(operator) || OTHER_BINARY.test(operator);

function compareWords(left: Text, operator: string, right: Text): Truth {
  if (operator === '-a' || operator === '-o') return (operator === '-a' ? and : or)(left === null ? null : left !== '', right === null ? null : right !== '');
  if (left === null || right === null || OTHER_BINARY.test(operator)) return null;
  if (!NUMERIC.test(operator)) return (left === right) === (operator !== '!=');
  // Decimal, whatever zeros stand in front.
  const number = /^\s*-?\d{1,18}\s*$/;
  return number.test(left) && number.test(right) ? compareNumbers(BigInt(left.trim()), operator, BigInt(right.trim())) : null;
}

const emptiness = (operator: string, text: Text): Truth => (text === null ? null : (text === '') === (operator === '-z'));

function compareNumbers(a: bigint | null, operator: string, b: bigint | null): Truth {
  if (a === null || b === null) return null;
  switch (operator) {
    case '-eq': return a === b;
    case '-ne': return a !== b;
    case '-lt': return a < b;
    case '-le': return a <= b;
    case '-gt': return a > b;
    default: return a >= b;
  }
}

export function testArithmetic(expression: string, scope: Scope, expander: Expander): Truth {
  const value = evaluateArithmetic(expression, (name) => expander.numberOf(name, scope));
  return value === null ? null : value !== 0n;
}

/** `[[ ... ]]` */
export function testTokens(tokens: readonly TestToken[], scope: Scope, positional: Positional, expander: Expander): Truth {
  return new DoubleBracket(tokens, scope, positional, expander).whole();
}

class DoubleBracket {
  private at = 0;
  private broken = false;
  private nesting = 0;

  constructor(
    private readonly tokens: readonly TestToken[],
    private readonly scope: Scope,
    private readonly positional: Positional,
    private readonly expander: Expander,
  ) {}

  whole(): Truth {
    const truth = this.either();
    return this.broken || this.at < this.tokens.length ? null : truth;
  }

  private either(): Truth {
    let truth = this.both();
    while (this.take('||')) truth = or(truth, this.both());
    return truth;
  }

  private both(): Truth {
    let truth = this.single();
    while (this.take('&&')) truth = and(truth, this.single());
    return truth;
  }

  private single(): Truth {
    if (++this.nesting > MAX_NESTING) return this.fail();
    const truth = this.primary();
    this.nesting--;
    return truth;
  }

  private primary(): Truth {
    if (this.take('(')) {
      const truth = this.either();
      return this.take(')') ? truth : this.fail();
    }
    const token = this.tokens[this.at++];
    if (token === undefined || typeof token === 'string') return this.fail();
    const bare = bareText(token);
    if (bare === '!') return not(this.single());
    const operator = this.operator();
    if (operator !== null) {
      this.at++;
      const right = this.tokens[this.at++];
      return right === undefined || typeof right === 'string' ? this.fail() : this.compare(token, operator, right);
    }
    if (bare === null || !UNARY.test(bare)) return emptiness('-n', this.text(token));
    const operand = this.tokens[this.at++];
    if (operand === undefined || typeof operand === 'string') return this.fail();
    return bare === '-n' || bare === '-z' ? emptiness(bare, this.text(operand)) : null;
  }

  /** The binary operator that comes next. */
  private operator(): string | null {
    const token = this.tokens[this.at];
    if (token === '<' || token === '>') return token;
    const bare = token === undefined || typeof token === 'string' ? null : bareText(token);
    return bare !== null && isBinary(bare) && bare !== '-a' && bare !== '-o' ? bare : null;
  }

  private compare(left: Word, operator: string, right: Word): Truth {
    if (OTHER_BINARY.test(operator)) return null;
    if (NUMERIC.test(operator)) return compareNumbers(this.number(left), operator, this.number(right));
    const pattern = this.expander.pattern(right, this.scope, this.positional);
    const text = this.text(left);
    const equal = pattern && text !== null ? matches(pattern, text) : null;
    return operator === '!=' ? not(equal) : equal;
  }

  private number(word: Word): bigint | null {
    const text = this.text(word);
    return text === null ? null : evaluateArithmetic(text, (name) => this.expander.numberOf(name, this.scope));
  }

  private text(word: Word): Text {
    return whole(this.expander.value(word, this.scope, this.positional).text);
  }

  private take(token: TestToken): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at++;
    return true;
  }

  private fail(): null {
    this.broken = true;
    return null;
  }
}

/** A word that is written plainly. */
function bareText({ parts: [part, ...more] }: Word): string | null {
  return part?.kind === 'text' && !part.quoted && more.length === 0 ? part.text : null;
}
