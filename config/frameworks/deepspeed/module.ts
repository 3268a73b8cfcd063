/** DeepSpeed. */
import { fieldTable } from '../../catalogue/fieldTable';
import { deepspeedHints } from '../../hints/deepspeed';
import { deepspeedRules } from '../../rules/deepspeed/rules';
import type { FrameworkModule } from '../module';

export const module: FrameworkModule = {
  id: 'deepspeed',
  title: 'DeepSpeed',
  packages: ['deepspeed'],
  loader: 'pyyaml',
  fields: (part, versions) => fieldTable('deepspeed', part.command, versions),
  rules: deepspeedRules,
  hints: deepspeedHints,
};
