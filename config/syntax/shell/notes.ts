/** What a reader of words notes on its way: problems, variables, and quotes that are not closed. */
import type { Range } from '../tree';
import { lineEnd } from './skip';
import type { ShellProblem, ShellVariable } from './types';

/** Unclosed quotes and brackets that are ended at their line; with more of them the rest is left unread. */
const MAX_RECOVERIES = 20;

export class Notes {
  readonly problems: ShellProblem[] = [];
  readonly variables = new Map<string, ShellVariable>();
  /** Opening quotes whose text goes over a line's end. */
  readonly multiLine: number[] = [];
  private recoveries = 0;

  constructor(protected readonly text: string) {}

  variable(name: string): ShellVariable {
    const known = this.variables.get(name);
    if (known) return known;
    const made: ShellVariable = { definitions: [], uses: [] };
    this.variables.set(name, made);
    return made;
  }

  /** Names in an arithmetic expression count as uses. */
  arithmeticNames(range: Range): void {
    for (const match of this.text.slice(range.start, range.end).matchAll(/(?<![\w$#])[A-Za-z_]\w*/g)) {
      const start = range.start + match.index;
      this.variable(match[0]).uses.push({ start, end: start + match[0].length });
    }
  }

  protected used(name: string, range: Range): void {
    if (/^[A-Za-z_]/.test(name)) this.variable(name).uses.push(range);
  }

  /** Says so and tells where to stop: at the line's end, where a half-typed quote usually stands. */
  protected unclosed(at: number, closer: string, limit: number): number {
    this.problems.push({ range: { start: at, end: at + 1 }, message: `The closing ${closer} is missing.` });
    this.recoveries++;
    return this.recoveries > MAX_RECOVERIES ? limit : Math.min(limit, Math.max(at + 1, lineEnd(this.text, at)));
  }
}
