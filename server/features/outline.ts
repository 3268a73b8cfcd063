/** The outline: sections and keys of a config, stages and targets of a pipeline, training commands of a script. */
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type ConfigNode, isScalar, type RuleContext, titleOf } from '../../config';
import type { Documents } from '../documents';
import { rangeOf } from './place';

/** Symbols in one file at most: an outline of more helps nobody and costs the editor. */
const MAX_SYMBOLS = 2000;

export async function outline(documents: Documents, uri: string): Promise<DocumentSymbol[]> {
  const check = await documents.current(uri);
  if (!check?.framework) return [];
  const budget = { left: MAX_SYMBOLS };
  if (check.parts?.script) return check.contexts.map((context) => command(check.document, context, budget));
  return children(check.document, check.root ?? check.contexts[0]?.root ?? null, budget);
}

function command(document: TextDocument, context: RuleContext, budget: { left: number }): DocumentSymbol {
  const { part } = context;
  const inner = children(document, context.root, budget).filter((symbol) => contains(part.range, document, symbol));
  return { name: titleOf(context.framework), detail: part.command, kind: SymbolKind.Function, range: rangeOf(document, part.range), selectionRange: rangeOf(document, part.head), children: inner };
}

const contains = (range: { start: number; end: number }, document: TextDocument, symbol: DocumentSymbol): boolean =>
  document.offsetAt(symbol.range.start) >= range.start && document.offsetAt(symbol.range.end) <= range.end;

function children(document: TextDocument, node: ConfigNode | null, budget: { left: number }): DocumentSymbol[] {
  if (node?.kind !== 'map') return [];
  return node.entries.flatMap((entry): DocumentSymbol[] => {
    if (entry.merged || budget.left-- <= 0) return [];
    const { value, keyRange } = entry;
    const end = Math.max(keyRange.end, value.range.start >= keyRange.start ? value.range.end : 0);
    const inner = children(document, value, budget);
    return [
      {
        name: entry.key === '' ? '(empty)' : entry.key,
        ...(isScalar(value) ? { detail: value.source.slice(0, 80) } : {}),
        kind: value.kind === 'map' ? SymbolKind.Module : value.kind === 'list' ? SymbolKind.Array : SymbolKind.Property,
        range: rangeOf(document, { start: keyRange.start, end }),
        selectionRange: rangeOf(document, keyRange),
        ...(inner.length > 0 ? { children: inner } : {}),
      },
    ];
  });
}
