/** An edit that gives a value another text. */
import type { Fix } from '../../finding';
import type { Range, ScalarNode } from '../../syntax/tree';

/** Does the text of the document stand as it was read? Not where a variable or a shell's quoting made it. */
export const standsAsWritten = (node: ScalarNode): boolean => !node.via && node.range.end - node.range.start === node.source.length;

export const replaceValue = (node: ScalarNode, text: string | null | undefined): Fix | null =>
  text != null && standsAsWritten(node) ? replaceRange(node.range, text) : null;

export const replaceRange = (range: Range, text: string): Fix => ({ title: `Change to ${text}`, range, text });
