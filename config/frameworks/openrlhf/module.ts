/** OpenRLHF. */
import { fieldTable } from '../../catalogue/fieldTable';
import type { FrameworkModule } from '../module';

export const module: FrameworkModule = {
  id: 'openrlhf',
  title: 'OpenRLHF',
  packages: ['openrlhf'],
  loader: 'pyyaml',
  fields: (part, versions) => fieldTable('openrlhf', part.command, versions),
  rules: [],
};
