/** What is wrong with the text itself. */
import type { ConfigPart } from '../check/part';
import type { Finding, Severity } from '../finding';
import type { SyntaxProblem } from '../syntax/yaml/parse';
import { type ConfigNode, isScalar } from '../syntax/tree';

/** One mistake often makes the parser stumble on every line that follows. */
const MAX_SYNTAX_ERRORS = 20;

export const syntaxFindings = (parsed: { problems: readonly SyntaxProblem[]; doubts?: readonly SyntaxProblem[] }): Finding[] => [
  ...parsed.problems.slice(0, MAX_SYNTAX_ERRORS).map(({ range, message }): Finding => ({ rule: 'GEN-SYNTAX', severity: 'error', message, range })),
  ...(parsed.doubts ?? []).slice(0, 1).map(({ range, message }): Finding => {
    return { rule: 'GEN-SYNTAX', severity: 'warning', message: `${message} DeepSpeed itself takes it; transformers and accelerate read strict JSON and stop.`, range };
  }),
];

/** Words of a command line that are no override for Hydra or OmegaConf. */
export const overrideFindings = (parts: readonly ConfigPart[]): Finding[] =>
  parts.flatMap(({ problems }) => (problems ?? []).slice(0, MAX_SYNTAX_ERRORS).map(({ range, message }): Finding => ({ rule: 'GEN-OVERRIDE', severity: 'error', message, range })));

/** Nodes without a repeated key below them: a block that was not edited keeps its nodes, and need not be looked through again. */
const single = new WeakSet<ConfigNode>();

/**
 * Keys written twice in one mapping, at any depth. A key that only overrides a merged one is the purpose of merging.
 *
 * @param severity `error` where the loader stops on it (OmegaConf), `warning` where the last one wins (PyYAML)
 */
export function duplicateKeys(node: ConfigNode | null, severity: Severity = 'warning', found: Finding[] = []): Finding[] {
  if (!node || isScalar(node) || single.has(node)) return found;
  const before = found.length;
  if (node.kind === 'list') {
    for (const item of node.items) duplicateKeys(item, severity, found);
    if (found.length === before) single.add(node);
    return found;
  }
  for (const entry of node.entries) {
    if (entry.merged) continue;
    if (entry.overridden) {
      const message = severity === 'error' ? `${entry.key} stands again further down; the loader stops on a repeated key.` : `${entry.key} stands again further down; the last one wins, this one has no effect.`;
      found.push({ rule: 'GEN-DUP-KEY', severity, message, range: entry.keyRange });
    }
    duplicateKeys(entry.value, severity, found);
  }
  if (found.length === before) single.add(node);
  return found;
}
