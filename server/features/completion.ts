/** Keys and values that fit where the cursor stands. */
import * as v from 'valibot';
import type { CompletionItem, Position } from 'vscode-languageserver';
import { type Files, keysAt, Lines, type RuleContext } from '../../config';
import type { Documents } from '../documents';
import { cursorAt } from './cursor';
import { keyProposals, valueProposals } from './fieldProposals';
import { pathProposals, takesPath } from './pathProposals';
import { pipelineProposals } from './pipelineProposals';
import { type Proposal, toItem } from './proposal';
import { scriptCompletions } from './scriptCompletion';
import { fieldMarkdown } from './texts';

const Reference = v.object({ uri: v.string(), field: v.string() });

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
          : await values(documents.files, context, [...cursor.path, cursor.key].join('.'), cursor.typed);
  const present = cursor.key === null ? new Set(keysAt(check.root, cursor.path, check.document.offsetAt(position))) : new Set<string>();
  present.delete(cursor.typed);
  const start = { line: position.line, character: position.character - cursor.typed.length };
  return proposals
    .filter((proposal) => !present.has(proposal.label))
    .map((proposal) => toItem(proposal, { start, end: position }, { snippets, uri, value: cursor.key !== null, colonFollows: /^\s*:/.test(cursor.rest) }));
}

/** The text of a proposed field, once the editor shows it. */
export async function resolveCompletion(documents: Documents, item: CompletionItem): Promise<CompletionItem> {
  const reference = v.safeParse(Reference, item.data);
  const check = reference.success ? await documents.current(reference.output.uri) : null;
  if (!reference.success || !check) return item;
  const context = [...check.contexts, ...(check.lastContext ? [check.lastContext] : [])].find(({ fields }) => fields.get(reference.output.field));
  const spec = context?.fields.get(reference.output.field);
  if (!context || !spec) return item;
  return { ...item, documentation: { kind: 'markdown', value: fieldMarkdown(spec, null, context.versions.of(spec.package)) } };
}

/** What the field itself offers first, then what lies on the disk. */
async function values(files: Files, context: RuleContext, path: string, typed: string): Promise<Proposal[]> {
  const own = await valueProposals(context, path);
  if (!takesPath(path, context.fields.get(path))) return own;
  const known = new Set(own.map(({ label }) => label));
  const paths = await pathProposals(files, context.stage?.pipelineUri ?? context.uri, typed);
  return [...own, ...paths.filter(({ label }) => !known.has(label))];
}
