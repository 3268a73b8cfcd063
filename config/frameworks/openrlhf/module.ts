/** OpenRLHF. */
import { fieldTable } from '../../catalogue/fieldTable';
import { openrlhfHints } from '../../hints/openrlhf';
import { openrlhfRules } from '../../rules/openrlhf/rules';
import type { FrameworkModule } from '../module';

export const module: FrameworkModule = {
  id: 'openrlhf',
  title: 'OpenRLHF',
  packages: ['openrlhf'],
  loader: 'pyyaml',
  fields: (part, versions) => fieldTable('openrlhf', part.command, versions),
  rules: openrlhfRules,
  hints: openrlhfHints,
};
