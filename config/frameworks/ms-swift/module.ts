/** ms-swift. */
import { fieldTable } from '../../catalogue/fieldTable';
import type { FrameworkModule } from '../module';

export const module: FrameworkModule = {
  id: 'ms-swift',
  title: 'ms-swift',
  packages: ['ms-swift', 'transformers'],
  loader: 'pyyaml',
  fields: (part, versions) => fieldTable('ms-swift', part.command, versions),
  rules: [],
};
