/** Quick fixes for values that stand in the document as they are. */
import type { Fix } from '../../finding';
import { isScalar } from '../../syntax/tree';
import type { View } from './view';

/** A value that is an expression or comes from elsewhere is left to the person. */
export function replaceNumber(view: View, name: string, wanted: number): Fix | null {
  const node = view.entry(name)?.value;
  if (!node || !isScalar(node) || node.via || !/^-?[\d_.]+$/.test(node.source)) return null;
  return { title: `Set ${name} to ${wanted}`, range: node.range, text: String(wanted) };
}
