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

export function diagnosticsOf(uri: string, text: string, check: FileCheck): Diagnostic[] {
  return toProblems(uri, text, check.findings)
    .slice(0, MAX_SHOWN)
    .map((problem) => ({
      range: {
        start: { line: problem.line, character: problem.character },
        end: { line: problem.endLine, character: problem.endCharacter },
      },
      severity: SEVERITY[problem.severity],
      code: problem.code,
      source: 'reasoner',
      message: problem.message,
    }));
}
