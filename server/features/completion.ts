/** Keys and values that fit where the cursor stands. */
import type { CompletionItem, Position } from 'vscode-languageserver';
import { keysAt, Lines } from '../../config';
import type { Documents } from '../documents';
import { cursorAt } from './cursor';
import { keyProposals, valueProposals } from './fieldProposals';
import { pipelineProposals } from './pipelineProposals';
import { type Proposal, toItem } from './proposal';
import { scriptCompletions } from './scriptCompletion';

export async function completions(documents: Documents, uri: string, position: Position, snippets: boolean): Promise<CompletionItem[]> {
  const check = await documents.current(uri);
  if (!check) return [];
  if (check.parts?.script) return scriptCompletions(check, check.document, position);
  const framework = check.lastFramework;
  if (!framework) return [];
  const lines = new Lines(check.document.getText());
  const cursor = cursorAt((index) => lines.line(index), position);
  if (!cursor) return [];
  const context = check.contexts[0] ?? check.lastContext;
  const proposals: Proposal[] =
    framework === 'reasoner'
      ? await pipelineProposals(documents.files, uri, check.root, cursor)
      : !context
        ? []
        : cursor.key === null
          ? keyProposals(context, cursor.path)
          : await valueProposals(context, [...cursor.path, cursor.key].join('.'));
  const present = cursor.key === null ? new Set(keysAt(check.root, cursor.path, check.document.offsetAt(position))) : new Set<string>();
  present.delete(cursor.typed);
  const start = { line: position.line, character: position.character - cursor.typed.length };
  return proposals
    .filter((proposal) => !present.has(proposal.label))
    .map((proposal) => toItem(proposal, { start, end: position }, { snippets, value: cursor.key !== null, colonFollows: /^\s*:/.test(cursor.rest) }));
}
