/** Where a name comes from: a file, a data set's entry, a stage, a target, a reward function, a shell variable. */
import type { Location, Position } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { definitionOf, fileLinks, namedPlaceAt, pipelineLinks, tryRead } from '../../config';
import type { Documents } from '../documents';
import { entryAt, inside, rangeOf } from './place';

const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

export async function definition(documents: Documents, uri: string, position: Position): Promise<Location[]> {
  const check = await documents.current(uri);
  if (!check?.framework) return [];
  const offset = check.document.offsetAt(position);
  const here = (range: { start: number; end: number }): Location => ({ uri, range: rangeOf(check.document, range) });
  if (check.framework === 'reasoner') {
    const named = namedPlaceAt(check.root, offset)?.definition;
    if (named) return [here(named)];
  }
  for (const variable of check.parts?.script?.variables.values() ?? []) {
    if ([...variable.uses, ...variable.definitions].some((range) => inside(range, offset))) return variable.definitions.map(here);
  }
  const place = entryAt(check, offset);
  const target = place && (await definitionOf(place.context, place.found, offset));
  if (target) {
    const text = await tryRead(documents.files, target.uri);
    return [{ uri: target.uri, range: text === null ? START : rangeOf(TextDocument.create(target.uri, '', 0, text), target.range) }];
  }
  const links = check.framework === 'reasoner' ? await pipelineLinks(documents.files, uri, check.root) : await fileLinks(documents.files, check.contexts);
  const link = links.find(({ range }) => inside(range, offset));
  return link ? [{ uri: link.uri, range: link.member ? await functionIn(documents, link.uri, link.member) : START }] : [];
}

/** `def name` of a Python file; its first line where the name is not found. */
async function functionIn(documents: Documents, uri: string, name: string): Promise<Location['range']> {
  const text = (await tryRead(documents.files, uri)) ?? '';
  const match = new RegExp(`^(?:async[ \\t]+)?(?:def|class)[ \\t]+(${name})\\b`, 'm').exec(text);
  if (!match) return START;
  const start = match.index + match[0].length - name.length;
  return rangeOf(TextDocument.create(uri, 'python', 0, text), { start, end: start + name.length });
}
