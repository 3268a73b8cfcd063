/** Derived numbers behind the values that make them: effective batch, samples per step, tokens per picture. */
import { type InlayHint, InlayHintKind, type Range } from 'vscode-languageserver';
import { frameworkModule } from '../../config';
import type { Documents } from '../documents';

export async function inlayHints(documents: Documents, uri: string, range: Range): Promise<InlayHint[]> {
  const check = await documents.current(uri);
  if (!check) return [];
  const [start, end] = [check.document.offsetAt(range.start), check.document.offsetAt(range.end)];
  const hints = await Promise.all(check.contexts.flatMap((context) => (frameworkModule(context.framework).hints ?? []).map((rule) => rule(context))));
  return hints
    .flat()
    .filter(({ at }) => at >= start && at <= end)
    .map(({ at, label, tooltip }) => ({ position: check.document.positionAt(at), label, tooltip, kind: InlayHintKind.Parameter, paddingLeft: true }));
}
