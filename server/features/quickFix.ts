/** "Did you mean" and other fixes that need no thought. */
import { type CodeAction, CodeActionKind, type Range } from 'vscode-languageserver';
import { diagnosticsOf } from '../diagnostics';
import type { Documents } from '../documents';

export async function quickFixes(documents: Documents, uri: string, range: Range): Promise<CodeAction[]> {
  const check = await documents.current(uri);
  if (!check) return [];
  const { document } = check;
  const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  return check.findings.flatMap((finding): CodeAction[] => {
    if (!finding.fix || finding.range.end < start || finding.range.start > end) return [];
    const { title, range: place, text } = finding.fix;
    const edit = { range: { start: document.positionAt(place.start), end: document.positionAt(place.end) }, newText: text };
    return [
      {
        title,
        kind: CodeActionKind.QuickFix,
        isPreferred: true,
        diagnostics: diagnosticsOf(uri, document.getText(), { ...check, findings: [finding] }),
        edit: { changes: { [uri]: [edit] } },
      },
    ];
  });
}
