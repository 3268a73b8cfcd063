/** What a command writes. Results go to stdout, everything said on the way to stderr, so that `--json | jq` works. */
export interface Output {
  line(text?: string): void;
  json(value: unknown): void;
  note(text: string): void;
}

export const standardOutput: Output = {
  line: (text = '') => void process.stdout.write(`${text}\n`),
  json: (value) => void process.stdout.write(`${JSON.stringify(value, jsonNumber, 2)}\n`),
  note: (text) => void process.stderr.write(`${text}\n`),
};

/** JSON has no NaN; a missing number would lie, so it travels as a string. */
export function jsonNumber(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** Left-aligned columns, two spaces between; the last column is not padded. */
export function table(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0))).join('  '));
}

export function duration(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return '-';
  const whole = Math.max(0, Math.round(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  return h > 0 ? `${h} h ${m} min` : m > 0 ? `${m} min ${s} s` : `${s} s`;
}

export const number = (value: number | null): string =>
  value === null ? '-' : Number.isFinite(value) ? Number(value.toPrecision(4)).toString() : String(value);
