/** `$(( ))` over numbers that are known, in 64 bits as bash computes. */

type Lookup = (name: string) => bigint | null;

const TOKEN = /\s*(?:(0[xX][0-9a-fA-F]+|\d+)|([A-Za-z_]\w*)|(\*\*|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%<>&|^~!?:()]))/y;

/** How tightly a binary operator binds. */
const BINDING: Record<string, number> = {
  '||': 1, '&&': 2, '|': 3, '^': 4, '&': 5, '==': 6, '!=': 6, '<': 7, '>': 7, '<=': 7, '>=': 7, '<<': 8, '>>': 8, '+': 9, '-': 9, '*': 10, '/': 10, '%': 10, '**': 12,
};
const MAX_TOKENS = 200;

/** Null for what is not known, assigns, or is not an expression. */
export function evaluateArithmetic(expression: string, lookup: Lookup): bigint | null {
  const tokens = tokenise(expression);
  if (!tokens) return null;
  const parser = new Expression(tokens, lookup);
  const value = parser.ternary();
  return parser.done ? value : null;
}

/** `$name` and `${name}` are as good as `name`; anything else with a dollar is not followed. */
function tokenise(expression: string): string[] | null {
  const plain = expression.replace(/\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)/g, (_, braced?: string, bare?: string) => ` ${braced ?? bare ?? ''} `);
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < plain.length) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(plain);
    if (!match) return plain.slice(from).trim() === '' ? tokens : null;
    tokens.push(match[0].trim());
    if (tokens.length > MAX_TOKENS) return null;
  }
  return tokens;
}

class Expression {
  private at = 0;

  constructor(
    private readonly tokens: readonly string[],
    private readonly lookup: Lookup,
  ) {}

  get done(): boolean {
    return this.at === this.tokens.length;
  }

  ternary(): bigint | null {
    const condition = this.binary(1);
    if (this.tokens[this.at] !== '?') return condition;
    this.at++;
    const yes = this.ternary();
    if (this.tokens[this.at++] !== ':') return null;
    const no = this.ternary();
    return condition === null ? null : condition !== 0n ? yes : no;
  }

  private binary(least: number): bigint | null {
    let left = this.unary();
    for (;;) {
      const operator = this.tokens[this.at] ?? '';
      const binding = BINDING[operator];
      if (binding === undefined || binding < least) return left;
      this.at++;
      // `**` groups to the right, everything else to the left.
      const right = this.binary(operator === '**' ? binding : binding + 1);
      left = left === null || right === null ? null : apply(operator, left, right);
    }
  }

  private unary(): bigint | null {
    const token = this.tokens[this.at++] ?? '';
    if (token === '(') {
      const value = this.ternary();
      return this.tokens[this.at++] === ')' ? value : null;
    }
    if (token === '+' || token === '-' || token === '!' || token === '~') {
      const value = this.unary();
      if (value === null) return null;
      return token === '-' ? -value : token === '!' ? BigInt(value === 0n) : token === '~' ? ~value : value;
    }
    if (/^\d/.test(token)) return number(token);
    return /^[A-Za-z_]/.test(token) ? this.lookup(token) : null;
  }
}

/** An integer as bash reads it: `0x1f`, `017`; null for anything else. */
export function number(text: string): bigint | null {
  const match = /^\s*(-?)(0[xX][0-9a-fA-F]{1,16}|\d{1,18})\s*$/.exec(text);
  if (!match) return null;
  const digits = match[2] ?? '';
  const octal = /^0\d/.test(digits);
  if (octal && /[89]/.test(digits)) return null;
  const value = BigInt(octal ? `0o${digits.slice(1)}` : digits);
  return match[1] === '-' ? -value : value;
}

function apply(operator: string, a: bigint, b: bigint): bigint | null {
  switch (operator) {
    case '+': return wrap(a + b);
    case '-': return wrap(a - b);
    case '*': return wrap(a * b);
    case '/': return b === 0n ? null : a / b;
    case '%': return b === 0n ? null : a % b;
    case '**': return b < 0n || b > 64n ? null : wrap(a ** b);
    case '<<': return b < 0n || b > 63n ? null : wrap(a << b);
    case '>>': return b < 0n || b > 63n ? null : a >> b;
    case '&': return a & b;
    case '|': return a | b;
    case '^': return a ^ b;
    case '&&': return BigInt(a !== 0n && b !== 0n);
    case '||': return BigInt(a !== 0n || b !== 0n);
    case '==': return BigInt(a === b);
    case '!=': return BigInt(a !== b);
    case '<': return BigInt(a < b);
    case '>': return BigInt(a > b);
    case '<=': return BigInt(a <= b);
    default: return BigInt(a >= b);
  }
}

const wrap = (value: bigint): bigint => BigInt.asIntN(64, value);
