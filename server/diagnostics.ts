/** Findings as the editor shows them. */
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { type FileCheck, toProblems } from '../config';

const SEVERITY = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

/** More underlines than this help nobody, and a hostile file could have millions. */
const MAX_SHOWN = 500;

/** @param rulePages folder of the rules' pages as a URI, null where nobody can open one */
export function diagnosticsOf(uri: string, text: string, check: FileCheck, rulePages: string | null): Diagnostic[] {
  return toProblems(uri, text, check.findings)
    .slice(0, MAX_SHOWN)
    .map((problem) => ({
      range: {
        start: { line: problem.line, character: problem.character },
        end: { line: problem.endLine, character: problem.endCharacter },
      },
      severity: SEVERITY[problem.severity],
      code: problem.code,
      ...(rulePages ? { codeDescription: { href: `${rulePages}${problem.code}.md` } } : {}),
      source: 'reasoner',
      message: problem.message,
    }));
}
