/** Mentions and renaming of stages, targets and shell variables, all inside one file. */
import { type Location, type Position, type Range, ResponseError, type WorkspaceEdit } from 'vscode-languageserver';
import { namedPlaceAt, STAGE_NAME } from '../../config';
import type { Documents } from '../documents';
import { definition } from './definition';
import { inside, mentionsIn, rangeOf } from './place';

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
  if (!found) return sameTarget(documents, uri, position, withDefinition);
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

/** Mentions, in the open documents, of the file, data set or function that the name at the cursor leads to. */
async function sameTarget(documents: Documents, uri: string, position: Position, withDefinition: boolean): Promise<Location[]> {
  const [target] = await definition(documents, uri, position);
  if (!target) return [];
  const found: Location[] = withDefinition ? [target] : [];
  for (const other of documents.uris()) {
    const check = await documents.current(other);
    for (const { range, text } of check ? mentionsIn(check) : []) {
      for (const word of words(text)) {
        const at = { start: range.start + word.at, end: range.start + word.at + word.length };
        const place = check ? rangeOf(check.document, at) : null;
        const leads = place ? (await definition(documents, other, place.start))[0] : undefined;
        if (place && leads && JSON.stringify(leads) === JSON.stringify(target)) found.push({ uri: other, range: place });
      }
    }
  }
  return found;
}

/** Names in a comma separated value. */
const words = (text: string): { at: number; length: number }[] => [...text.matchAll(/[^,\s"'][^,"']*[^,\s"']|[^,\s"']/g)].map((match) => ({ at: match.index, length: match[0].length }));
