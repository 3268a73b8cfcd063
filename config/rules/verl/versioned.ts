/** Findings that only newer releases give. */
import type { Finding, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import type { Fix } from '../../finding';
import type { Range } from '../../syntax/tree';
import { since } from '../../frameworks/verl/roles';
import type { RuleId } from '../table';

/**
 * An error where it is told that the version in use has the check. Where nobody told the version and the newest stands
 * in, an older one may well run: a warning that says so.
 *
 * @param from first release that has the check
 */
export function errorSince(context: RuleContext, from: string, rule: RuleId, message: string, range: Range, fix?: Fix | null): Finding[] {
  if (!since(context, from)) return [];
  const { known, version } = context.versions.of('verl');
  if (known) return [error(rule, message, range, fix)];
  return [warning(rule, `${message} (Since verl ${from}; the version in use is not known, this is checked for ${version}.)`, range, fix)];
}
