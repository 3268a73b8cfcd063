/** Overrides and flags on a command line: keys by their dotted path, values behind `=` or a flag. */
import { type CompletionItem, CompletionItemKind, type Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileCheck, RuleContext } from '../../config';
import { pathProposals, valueProposals } from './fieldProposals';
import { contextAt } from './place';
import type { FieldReference } from './proposal';

/** The word left of the cursor, and the flag before it. */
const WORD = /(?:(--[\w.-]+)[ \t]+)?(\+{0,2}|~|-{0,2})([\w.@/-]*)(?:(=)([^\s"']*))?$/;

export async function scriptCompletions(check: FileCheck, document: TextDocument, position: Position): Promise<CompletionItem[]> {
  const offset = document.offsetAt(position);
  // A line that is being added ends the command only for now.
  const context = contextAt(check, offset) ?? nearest(check, offset);
  if (!context) return [];
  const left = document.getText({ start: { line: position.line, character: 0 }, end: position });
  const [, flag = '', dashes = '', name = '', equals, value = ''] = WORD.exec(left) ?? [];
  const range = (typed: string): CompletionItem['textEdit'] => ({ range: { start: document.positionAt(offset - typed.length), end: position }, newText: '' });
  if (equals || (flag !== '' && dashes === '')) {
    const key = equals ? name : flag.replace(/^-+/, '');
    const typed = equals ? value : name;
    const found = await valueProposals(context, key);
    return found.map(({ label, detail, first }) => item(label, CompletionItemKind.Value, label, range(typed), detail, first));
  }
  const flags = context.part.syntax === 'flags';
  if (flags && dashes === '' && name === '') return [];
  return pathProposals(context).map(({ label, detail, field, first }) => ({
    ...item(label, CompletionItemKind.Property, flags ? label : `${label}=`, range(name), detail, first),
    ...(field === undefined ? {} : { data: { uri: document.uri, field } satisfies FieldReference }),
  }));
}

function nearest(check: FileCheck, offset: number): RuleContext | null {
  return check.contexts.findLast(({ part }) => part.range.start <= offset) ?? null;
}

const item = (label: string, kind: CompletionItemKind, newText: string, edit: CompletionItem['textEdit'], detail?: string, first?: boolean): CompletionItem => ({
  label,
  kind,
  sortText: `${first ? 0 : 1}${label}`,
  ...(edit && 'range' in edit ? { textEdit: { range: edit.range, newText } } : {}),
  ...(detail ? { detail } : {}),
});
