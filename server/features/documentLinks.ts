/** Paths in a config that lead to a file. */
import type { DocumentLink } from 'vscode-languageserver';
import { fileLinks, pipelineLinks } from '../../config';
import type { Documents } from '../documents';
import { rangeOf } from './place';

export async function documentLinks(documents: Documents, uri: string): Promise<DocumentLink[]> {
  const check = await documents.current(uri);
  if (!check?.framework) return [];
  const links = check.framework === 'reasoner' ? await pipelineLinks(documents.files, uri, check.root) : await fileLinks(documents.files, check.contexts);
  return links.map(({ range, uri: target }) => ({ range: rangeOf(check.document, range), target }));
}
