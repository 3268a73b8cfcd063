/** What a rule found, and its form on the wire. */
import type { Problem } from '../protocol/lsp';
import { Lines } from './syntax/lines';
import type { Range } from './syntax/tree';
import type { RuleId } from './rules/table';

export type Severity = Problem['severity'];

export interface Fix {
  title: string;
  range: Range;
  text: string;
}

export interface Finding {
  rule: RuleId;
  severity: Severity;
  message: string;
  range: Range;
  fix?: Fix;
}

/** Findings of one file as protocol problems, in the file's order. */
export function toProblems(uri: string, text: string, findings: Finding[]): Problem[] {
  const lines = new Lines(text);
  return findings
    .toSorted((a, b) => a.range.start - b.range.start || a.rule.localeCompare(b.rule))
    .map(({ rule, severity, message, range }) => {
      const start = lines.position(range.start);
      const end = lines.position(range.end);
      return { uri, line: start.line, character: start.character, endLine: end.line, endCharacter: end.character, severity, code: rule, message };
    });
}
