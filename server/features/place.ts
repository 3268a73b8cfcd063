/** What stands under the cursor: which of the file's configs, and which of its entries. */
import type { Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type ConfigNode, type FileCheck, isScalar, locate, type Located, locateOverride, type RuleContext } from '../../config';

/** The config whose text holds the offset: of a script the command there, of any other file its only one. */
export function contextAt(check: FileCheck, offset: number): RuleContext | null {
  return check.contexts.find(({ part }) => offset >= part.range.start && offset <= part.range.end) ?? (check.contexts.length === 1 && !check.parts?.script ? (check.contexts[0] ?? null) : null);
}

/** An array of overrides may stand far above the command that takes it, so every config is asked. */
export function entryAt(check: FileCheck, offset: number): { context: RuleContext; found: Located } | null {
  for (const context of check.contexts) {
    const scattered = context.part.syntax === 'hydra' || context.part.syntax === 'dotlist' || context.part.syntax === 'flags';
    const found = scattered ? locateOverride(context.root, offset) : locate(context.root, offset);
    if (found) return { context, found };
  }
  return null;
}

/** Offsets as the protocol's positions. */
export const rangeOf = (document: TextDocument, range: { start: number; end: number }): Range => ({ start: document.positionAt(range.start), end: document.positionAt(range.end) });

export const inside = (range: { start: number; end: number }, offset: number): boolean => offset >= range.start && offset <= range.end;

/** Text values at most that are followed to what they name. */
const MAX_MENTIONS = 300;

/** Every text value of the file's configs, as written. */
export function mentionsIn(check: FileCheck): { range: { start: number; end: number }; text: string }[] {
  const texts = (node: ConfigNode): { range: { start: number; end: number }; text: string }[] =>
    isScalar(node) ? (node.kind === 'str' && node.certain && !node.via ? [{ range: node.range, text: node.source }] : []) : node.kind === 'list' ? node.items.flatMap(texts) : node.entries.flatMap((entry) => texts(entry.value));
  const roots = check.contexts.length > 0 ? check.contexts.map(({ root }) => root) : check.root ? [check.root] : [];
  return roots.flatMap(texts).slice(0, MAX_MENTIONS);
}
