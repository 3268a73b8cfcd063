/**
 * ms-swift turns a config file into a command line (swift/cli/main.py): every value becomes the words that `--key` is
 * followed by, and argparse converts them. Here is what those words are, for a file and for a script alike.
 */
import type { FieldSpec } from '../../catalogue/catalogue';
import type { RuleContext } from '../../check/context';
import { type ConfigNode, effectiveEntries, isScalar, type MapEntry } from '../../syntax/tree';

export interface Words {
  /** Null where a word is not known. */
  texts: readonly (string | null)[];
  nodes: readonly ConfigNode[];
  /** Items of a list that are no text: the file reader joins them into a command line unconverted. */
  unconverted: readonly ConfigNode[];
}

/** `str(value)` of Python. */
function pythonText(node: ConfigNode): string | null {
  if (!node.certain || !isScalar(node)) return null;
  if (node.value === null) return 'None';
  if (typeof node.value === 'boolean') return node.value ? 'True' : 'False';
  if (node.kind === 'float' && typeof node.value === 'number' && Number.isInteger(node.value)) return `${node.value}.0`;
  return String(node.value);
}

export function wordsOf(context: RuleContext, node: ConfigNode): Words {
  const flags = context.part.syntax === 'flags';
  if (flags && isScalar(node) && node.kind === 'bool' && node.source === '') return { texts: [], nodes: [], unconverted: [] };
  if (node.kind === 'list') return { texts: node.items.map(pythonText), nodes: node.items, unconverted: flags ? [] : node.items.filter((item) => item.certain && item.kind !== 'str') };
  // A mapping becomes one word of JSON.
  return { texts: [node.kind === 'map' ? '{}' : pythonText(node)], nodes: [node], unconverted: [] };
}

/** A key of the config as a field: itself, with dashes, negated, or the beginning of one field alone. */
export function fieldOf(context: RuleContext, key: string): { spec: FieldSpec; abbreviated: boolean } | 'ambiguous' | null {
  const { fields } = context;
  const exact = fields.get(key) ?? fields.get(key.replaceAll('-', '_'));
  if (exact) return { spec: exact, abbreviated: false };
  const negated = /^no[-_](.+)$/.exec(key)?.[1]?.replaceAll('-', '_');
  const positive = negated === undefined ? undefined : fields.get(negated);
  if (positive?.converts === 'bool' && positive.default === true) return { spec: positive, abbreviated: true };
  if (key.length < 2) return null;
  const candidates = [...fields.specs.values()].filter(({ name }) => name.startsWith(key) || name.replaceAll('_', '-').startsWith(key));
  const [first] = candidates;
  if (!first) return null;
  return candidates.length === 1 ? { spec: first, abbreviated: true } : 'ambiguous';
}

/** Some key only begins a field's name, so that what a rule would look for by name may be there after all. */
export const abbreviates = (context: RuleContext): boolean =>
  effectiveEntries(context.root).some(({ key }) => {
    const found = fieldOf(context, key);
    return found !== null && found !== 'ambiguous' && found.abbreviated;
  });

/** Keys that the file reader takes for itself. */
export const isReaderKey = (context: RuleContext, entry: MapEntry): boolean => entry.key === 'ENV' && context.part.syntax !== 'flags';
