/** Keys that DeepSpeed does not have: refused inside its typed sections, dropped without a word elsewhere. */
import { loadedCatalogue } from '../../catalogue/store';
import type { Finding, Rule, RuleContext } from '../../check/context';
import { assumed } from '../../check/since';
import type { MapEntry, MapNode } from '../../syntax/tree';
import { unknownKey } from '../shared/unknownKeys';

/** Sections that a pydantic class reads, which forbids other keys. */
export const closedSections = (context: RuleContext): ReadonlySet<string> =>
  new Set(loadedCatalogue('deepspeed').list('closed_sections', context.versions.of('deepspeed').version));

/** Closed in every catalogued version, so that no version need be known. */
function alwaysClosed(section: string): boolean {
  const catalogue = loadedCatalogue('deepspeed');
  return catalogue.versions.every((version) => catalogue.list('closed_sections', version).includes(section));
}

/** Names that Python gives the fields besides the JSON's. */
export function aliasPaths(context: RuleContext): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const [path, spec] of context.fields.specs) {
    const parent = path.slice(0, path.lastIndexOf('.') + 1);
    for (const alias of spec.aliases ?? []) paths.set(parent + alias, path);
  }
  return paths;
}

/** JSON has no comments, so people write keys that only look like some. */
const COMMENT = /^(?:_|\/\/|#|\$)|comment|^(?:description|name|version|note)s?$/i;

export const unknownFields: Rule = (context) => {
  const closed = closedSections(context);
  const aliases = aliasPaths(context);
  const found: Finding[] = [];
  visit(context.root, '');
  return found;

  function visit(map: MapNode, section: string): void {
    for (const entry of map.entries) {
      const path = section === '' ? entry.key : `${section}.${entry.key}`;
      if (entry.value.kind === 'map' && context.fields.isGroup(path)) visit(entry.value, path);
      else if (!context.fields.has(path) && !aliases.has(path) && entry.value.certain && !entry.overridden) check(section, path, entry);
    }
  }

  function check(section: string, path: string, entry: MapEntry): void {
    if (closed.has(section)) {
      const finding = unknownKey(context, path, entry, { rule: 'DS-UNKNOWN-KEY', consequence: `DeepSpeed stops with "Extra inputs are not permitted" in ${section}` });
      // Older versions drop the key where the newest one stops: then the finding says which one it speaks of.
      const note = alwaysClosed(section) ? '' : assumed(context, 'deepspeed');
      found.push({ ...finding, message: finding.message + note });
    } else if (removed(context, path)) {
      found.push(unknownKey(context, path, entry, { rule: 'DS-UNKNOWN-KEY', consequence: 'DeepSpeed stops on it' }));
    } else if (section === '' && !COMMENT.test(entry.key)) {
      found.push({ ...unknownKey(context, path, entry, { rule: 'DS-UNKNOWN-KEY', consequence: 'DeepSpeed drops it without a word' }), severity: 'warning' });
    }
  }
};

/** Keys that are refused by name since their feature is gone. */
const removed = (context: RuleContext, path: string): boolean => loadedCatalogue('deepspeed').list('removed_keys', context.versions.of('deepspeed').version).includes(path);
