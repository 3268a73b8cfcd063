/** verl's SFT trainer, started by torchrun, which decides the number of processes. */
import { fieldTable } from '../../catalogue/fieldTable';
import { verlSftHints } from '../../hints/verl';
import { verlSftRules } from '../../rules/verl/rules';
import type { FrameworkModule } from '../module';
import { commandOf } from './composition';

export const sftModule: FrameworkModule = {
  id: 'verl-sft',
  title: 'verl SFT',
  packages: ['verl'],
  loader: 'omegaconf',
  fields: (part, versions) => fieldTable('verl', commandOf(part, versions.of('verl').version), versions),
  rules: verlSftRules,
  hints: verlSftHints,
};
