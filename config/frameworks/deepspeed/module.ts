/** DeepSpeed. */
import { fieldTable } from '../../catalogue/fieldTable';
import type { FrameworkModule } from '../module';

export const module: FrameworkModule = {
  id: 'deepspeed',
  title: 'DeepSpeed',
  packages: ['deepspeed'],
  loader: 'pyyaml',
  fields: (part, versions) => fieldTable('deepspeed', part.command, versions),
  rules: [],
};
