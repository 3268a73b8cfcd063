/** A key or value to propose, before it becomes an item of the protocol. */
import { type CompletionItem, CompletionItemKind, InsertTextFormat, type Range } from 'vscode-languageserver';

export interface Proposal {
  label: string;
  /** Text of a value; for a key, what follows `key: ` (a snippet). */
  insert?: string;
  detail?: string;
  /** Markdown. */
  documentation?: string;
  /** Path of the field that explains it, when the editor asks: hundreds of texts need not travel with every list. */
  field?: string;
  /** Shown before others. */
  first?: boolean;
}

/** What an item carries so that its text can be fetched. */
export interface FieldReference {
  uri: string;
  field: string;
}

interface Options {
  snippets: boolean;
  value: boolean;
  /** The key being completed has its colon already. */
  colonFollows: boolean;
  /** Document the proposals are for. */
  uri: string;
}

export function toItem(proposal: Proposal, range: Range, options: Options): CompletionItem {
  const { label, insert, detail, documentation, field, first } = proposal;
  const snippet = options.snippets && !options.value && !options.colonFollows;
  const newText = options.value ? (insert ?? label) : options.colonFollows ? label : snippet ? `${label}: ${insert ?? '$1'}` : `${label}: `;
  return {
    label,
    kind: options.value ? CompletionItemKind.Value : CompletionItemKind.Property,
    textEdit: { range, newText },
    insertTextFormat: snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    sortText: `${first ? 0 : 1}${label}`,
    ...(detail ? { detail } : {}),
    ...(field === undefined ? {} : { data: { uri: options.uri, field } satisfies FieldReference }),
    ...(documentation ? { documentation: { kind: 'markdown', value: documentation } } : {}),
  };
}

/** Text inside a snippet, with its special characters escaped. */
export const snippetText = (text: string): string => text.replace(/[\\$}]/g, '\\$&');
