/** Fixes that need no thought, one or all of them, and comments that silence a finding. */
import { type CodeAction, CodeActionKind, type CodeActionParams, type TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileCheck, Finding } from '../../config';
import { diagnosticsOf } from '../diagnostics';
import type { Documents } from '../documents';
import { rangeOf } from './place';
import { suppressions } from './suppressActions';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.reasoner`;

export async function codeActions(documents: Documents, params: CodeActionParams, rulePages: string | null): Promise<CodeAction[]> {
  const { uri } = params.textDocument;
  const check = await documents.current(uri);
  if (!check) return [];
  const wants = (kind: string): boolean => !params.context.only || params.context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  const { document } = check;
  const [start, end] = [document.offsetAt(params.range.start), document.offsetAt(params.range.end)];
  const touched = check.findings.filter(({ range }) => range.end >= start && range.start <= end);
  return [
    ...(wants(CodeActionKind.QuickFix) ? touched.flatMap((finding) => quickFixes(uri, check, document, finding, rulePages)) : []),
    ...(wants(CodeActionKind.SourceFixAll) || params.context.only?.includes(FIX_ALL) ? fixAll(uri, check, document) : []),
  ];
}

function quickFixes(uri: string, check: FileCheck, document: TextDocument, finding: Finding, rulePages: string | null): CodeAction[] {
  const diagnostics = diagnosticsOf(uri, document.getText(), { ...check, findings: [finding] }, rulePages);
  const action = (title: string, edits: TextEdit[], preferred: boolean): CodeAction => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics,
    edit: { changes: { [uri]: edits } },
    ...(preferred ? { isPreferred: true } : {}),
  });
  const same = check.findings.filter((other) => other.rule === finding.rule && other.fix);
  return [
    ...(finding.fix ? [action(finding.fix.title, [edit(document, finding)], true)] : []),
    ...(finding.fix && same.length > 1 ? [action(`Fix all ${finding.rule} in this file`, apart(same).map((other) => edit(document, other)), false)] : []),
    ...suppressions(document, finding).map(({ title, edits }) => action(title, edits, false)),
  ];
}

function fixAll(uri: string, check: FileCheck, document: TextDocument): CodeAction[] {
  const fixable = apart(check.findings.filter((finding) => finding.fix && finding.severity !== 'hint'));
  if (fixable.length === 0) return [];
  return [{ title: 'Fix all that Reasoner can fix', kind: FIX_ALL, edit: { changes: { [uri]: fixable.map((finding) => edit(document, finding)) } } }];
}

const edit = (document: TextDocument, { fix, range }: Finding): TextEdit => ({ range: rangeOf(document, fix?.range ?? range), newText: fix?.text ?? '' });

/** Of fixes that touch the same text the first. */
function apart(findings: readonly Finding[]): Finding[] {
  let end = -1;
  return findings
    .toSorted((a, b) => (a.fix?.range.start ?? 0) - (b.fix?.range.start ?? 0))
    .filter(({ fix }) => {
      if (!fix || fix.range.start < end) return false;
      end = fix.range.end;
      return true;
    });
}
