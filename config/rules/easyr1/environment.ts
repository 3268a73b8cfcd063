/** EasyR1 and verl both install a package named verl. */
import { compareVersions } from '../../catalogue/versionOrder';
import { loadCatalogues } from '../../catalogue/store';
import type { Finding, RuleContext } from '../../check/context';
import { warning } from '../../check/report';

/** What is known of the very environment of this config, not of the workspace as a whole. */
const OF_THIS_CONFIG = ['comment', 'stage', 'environment'];

export async function packageClash(context: RuleContext): Promise<Finding[]> {
  const named = /(?:^| )verl@(\S+)/.exec(context.versions.key)?.[1];
  // EasyR1 itself installs as verl 0.3.x.
  if (!named || compareVersions(named, '0.4.0') < 0) return [];
  await loadCatalogues(['verl']);
  if (!OF_THIS_CONFIG.includes(context.versions.of('verl').from)) return [];
  const message = `The environment holds verl ${named}. EasyR1 installs under the same name, so only one of them can be there: verl.trainer.main exists in EasyR1 only. Give each an environment of its own.`;
  return [warning('EZ-PACKAGE-CLASH', message, context.part.head)];
}
