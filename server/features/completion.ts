/** Keys and values that fit where the cursor stands. */
import type { CompletionItem, Position } from 'vscode-languageserver';
import { keysAt, Lines } from '../../config';
import type { Documents } from '../documents';
import { cursorAt } from './cursor';
import { pipelineProposals } from './pipelineProposals';
import { type Proposal, toItem } from './proposal';
import { trlKeys, trlValues } from './trlProposals';

export async function completions(documents: Documents, uri: string, position: Position, snippets: boolean): Promise<CompletionItem[]> {
  const check = await documents.current(uri);
  const framework = check?.lastFramework;
  if (!check || !framework) return [];
  const lines = new Lines(check.document.getText());
  const cursor = cursorAt((index) => lines.line(index), position);
  if (!cursor) return [];
  const proposals: Proposal[] =
    framework === 'reasoner'
      ? await pipelineProposals(documents.files, uri, check.root, cursor)
      : cursor.path.length > 0
        ? []
        : cursor.key === null
          ? trlKeys(framework)
          : trlValues(framework, cursor.key);
  const present = cursor.key === null ? new Set(keysAt(check.root, cursor.path, check.document.offsetAt(position))) : new Set<string>();
  present.delete(cursor.typed);
  const start = { line: position.line, character: position.character - cursor.typed.length };
  return proposals
    .filter((proposal) => !present.has(proposal.label))
    .map((proposal) => toItem(proposal, { start, end: position }, { snippets, value: cursor.key !== null, colonFollows: /^\s*:/.test(cursor.rest) }));
}
