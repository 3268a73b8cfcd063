/** accelerate. */
import { fieldTable } from '../../catalogue/fieldTable';
import { accelerateRules } from '../../rules/accelerate/rules';
import type { FrameworkModule } from '../module';

export const module: FrameworkModule = {
  id: 'accelerate',
  title: 'accelerate',
  packages: ['accelerate'],
  loader: 'pyyaml',
  fields: (part, versions) => fieldTable('accelerate', part.command, versions),
  rules: accelerateRules,
};
