import type { Problem } from '../../protocol/lsp';
import { basename } from '../../protocol/posixPath';
import * as l10n from '../l10n';

/** Errors in files that the launch reads; warnings never stop one. */
export function blocking(problems: readonly Problem[], uris: ReadonlySet<string>): Problem[] {
  return problems
    .filter((problem) => problem.severity === 'error' && uris.has(problem.uri))
    .sort((a, b) => (a.uri === b.uri ? a.line - b.line || a.character - b.character : a.uri < b.uri ? -1 : 1));
}

/** `2 errors in rl.yaml stop the launch. Line 7: ...`: how many, where, and the first one in full. */
export function blockingText(problems: readonly Problem[]): string {
  const files = [...new Set(problems.map(({ uri }) => basename(decodeURIComponent(uri))))].join(', ');
  const first = problems[0];
  const count =
    problems.length === 1
      ? l10n.t('1 error in {0} stops the launch.', files)
      : l10n.t('{0} errors in {1} stop the launch.', problems.length, files);
  return first ? `${count} ${l10n.t('Line {0}: {1}', first.line + 1, first.message)}` : count;
}
