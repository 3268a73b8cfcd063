/** Mentions and renaming of stages, targets and shell variables, all inside one file. */
import { type Location, type Position, type Range, ResponseError, type WorkspaceEdit } from 'vscode-languageserver';
import { namedPlaceAt, STAGE_NAME } from '../../config';
import type { Documents } from '../documents';
import { inside, rangeOf } from './place';

interface Symbol {
  /** What is renamed, in words. */
  kind: 'stage' | 'target' | 'variable';
  name: string;
  definitions: { start: number; end: number }[];
  mentions: { start: number; end: number }[];
}

async function symbolAt(documents: Documents, uri: string, position: Position): Promise<{ symbol: Symbol; toRange: (range: { start: number; end: number }) => Range; offset: number } | null> {
  const check = await documents.current(uri);
  if (!check?.framework) return null;
  const offset = check.document.offsetAt(position);
  const toRange = (range: { start: number; end: number }): Range => rangeOf(check.document, range);
  if (check.framework === 'reasoner') {
    const place = namedPlaceAt(check.root, offset);
    return place && { symbol: { kind: place.kind, name: place.name, definitions: place.definition ? [place.definition] : [], mentions: place.mentions }, toRange, offset };
  }
  for (const [name, { definitions, uses }] of check.parts?.script?.variables ?? []) {
    if ([...definitions, ...uses].some((range) => inside(range, offset))) return { symbol: { kind: 'variable', name, definitions, mentions: uses }, toRange, offset };
  }
  return null;
}

export async function references(documents: Documents, uri: string, position: Position, withDefinition: boolean): Promise<Location[]> {
  const found = await symbolAt(documents, uri, position);
  if (!found) return [];
  const { symbol, toRange } = found;
  return [...(withDefinition ? symbol.definitions : []), ...symbol.mentions].map((range) => ({ uri, range: toRange(range) }));
}

/** The range that will be replaced; null where nothing can be renamed. */
export async function prepareRename(documents: Documents, uri: string, position: Position): Promise<{ range: Range; placeholder: string } | null> {
  const found = await symbolAt(documents, uri, position);
  const range = found && [...found.symbol.definitions, ...found.symbol.mentions].find((candidate) => inside(candidate, found.offset));
  return found && range ? { range: found.toRange(range), placeholder: found.symbol.name } : null;
}

const INVALID_REQUEST = -32600;

export async function rename(documents: Documents, uri: string, position: Position, newName: string): Promise<WorkspaceEdit | null> {
  const found = await symbolAt(documents, uri, position);
  if (!found) return null;
  const { symbol, toRange } = found;
  const fits = symbol.kind === 'variable' ? /^[A-Za-z_]\w*$/ : STAGE_NAME;
  if (!fits.test(newName)) throw new ResponseError(INVALID_REQUEST, `${JSON.stringify(newName)} cannot name a ${symbol.kind}.`);
  // The name may stand in quotes; they stay.
  const edits = [...symbol.definitions, ...symbol.mentions].map((range) => ({ range: toRange(range), newText: newName }));
  return { changes: { [uri]: edits } };
}
