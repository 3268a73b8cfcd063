/**
 * A JSON reader as strict as the one safetensors' reference uses. `JSON.parse` cannot serve: it hides repeated names,
 * takes `1e0` for an integer, rounds beyond 2^53 and lets lone surrogates pass.
 */

/** Integers are bigint, all other numbers number: `1.0` is no integer. */
export type HeaderValue = null | boolean | number | bigint | string | HeaderValue[] | HeaderObject;

/** An object as its pairs, in order and with repetitions; names are opaque text, never property names. */
export class HeaderObject {
  constructor(readonly pairs: [string, HeaderValue][]) {}
}

/** Objects and lists inside each other; deeper is refused, like in the reference. */
const MAX_DEPTH = 127;
const MAX_U64 = 2n ** 64n - 1n;
const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const SPACE = /[ \t\n\r]*/y;

/** @throws SyntaxError saying what is wrong, and at which character */
export function parseHeaderJson(text: string): HeaderValue {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.skip();
  if (reader.at < text.length) throw reader.error('something follows the object');
  return value;
}

class Reader {
  at = 0;
  constructor(private readonly text: string) {}

  error(message: string): SyntaxError {
    return new SyntaxError(`${message} (at character ${this.at})`);
  }

  skip(): void {
    SPACE.lastIndex = this.at;
    SPACE.exec(this.text);
    this.at = SPACE.lastIndex;
  }

  value(depth: number): HeaderValue {
    this.skip();
    const next = this.text[this.at];
    if (next === '"') return this.string();
    if (next === '{' || next === '[') {
      if (depth >= MAX_DEPTH) throw this.error('it is nested too deeply');
      return next === '{' ? this.object(depth + 1) : this.list(depth + 1);
    }
    for (const [word, value] of [['null', null], ['true', true], ['false', false]] as const) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    return this.number();
  }

  private object(depth: number): HeaderObject {
    const pairs: [string, HeaderValue][] = [];
    this.items('}', () => {
      this.skip();
      const name = this.string();
      this.take(':');
      pairs.push([name, this.value(depth)]);
    });
    return new HeaderObject(pairs);
  }

  private list(depth: number): HeaderValue[] {
    const values: HeaderValue[] = [];
    this.items(']', () => values.push(this.value(depth)));
    return values;
  }

  private items(end: string, item: () => void): void {
    this.at++;
    this.skip();
    if (this.text[this.at] === end) {
      this.at++;
      return;
    }
    for (;;) {
      item();
      this.skip();
      if (this.text[this.at] === end) break;
      this.take(',');
    }
    this.at++;
  }

  private take(token: string): void {
    this.skip();
    if (this.text[this.at] !== token) throw this.error(`'${token}' is missing`);
    this.at++;
  }

  private string(): string {
    if (this.text[this.at] !== '"') throw this.error('a string is missing');
    let end = this.at;
    do end = this.text.indexOf('"', end + 1);
    while (end > 0 && this.isEscaped(end));
    if (end < 0) throw this.error('a string has no end');
    const raw = this.text.slice(this.at, end + 1);
    let value: string;
    try {
      value = JSON.parse(raw) as string; // escapes and control characters: JSON.parse is strict about both
    } catch {
      throw this.error('a string has a control character or an unknown escape');
    }
    if (/\p{Surrogate}/u.test(value)) throw this.error('a string has half a surrogate pair');
    this.at = end + 1;
    return value;
  }

  /** An odd number of backslashes stands before it. */
  private isEscaped(index: number): boolean {
    let first = index;
    while (this.text[first - 1] === '\\') first--;
    return (index - first) % 2 === 1;
  }

  private number(): number | bigint {
    NUMBER.lastIndex = this.at;
    const match = NUMBER.exec(this.text);
    if (!match) throw this.error('a value is missing');
    this.at = NUMBER.lastIndex;
    const [raw, fraction, exponent] = match;
    if (!Number.isFinite(Number(raw))) throw this.error('a number is out of range');
    const isInteger = fraction === undefined && exponent === undefined && raw !== '-0' && raw.length <= 20;
    const integer = isInteger ? BigInt(raw) : null;
    return integer === null || integer > MAX_U64 ? Number(raw) : integer;
  }
}
