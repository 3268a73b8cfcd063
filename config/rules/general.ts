/** What is wrong with the text itself. */
import type { Finding } from '../finding';
import type { ParsedYaml } from '../syntax/yaml/parse';
import { type ConfigNode, isScalar } from '../syntax/tree';

/** One mistake often makes the parser stumble on every line that follows. */
const MAX_SYNTAX_ERRORS = 20;

export const syntaxFindings = (parsed: ParsedYaml): Finding[] =>
  parsed.problems.slice(0, MAX_SYNTAX_ERRORS).map(({ range, message }) => ({ rule: 'GEN-SYNTAX', severity: 'error', message, range }));

/** Keys written twice in one mapping, at any depth. A key that only overrides a merged one is the purpose of merging. */
export function duplicateKeys(node: ConfigNode | null, found: Finding[] = []): Finding[] {
  if (!node || isScalar(node)) return found;
  if (node.kind === 'list') {
    for (const item of node.items) duplicateKeys(item, found);
    return found;
  }
  for (const entry of node.entries) {
    if (entry.merged) continue;
    if (entry.overridden) {
      found.push({ rule: 'GEN-DUP-KEY', severity: 'warning', message: `${entry.key} stands again further down; the last one wins, this one has no effect.`, range: entry.keyRange });
    }
    duplicateKeys(entry.value, found);
  }
  return found;
}
