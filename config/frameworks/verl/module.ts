/** verl's PPO trainer (GRPO and its relatives with it): a Hydra config, mostly overridden on the command line. */
import { fieldTable } from '../../catalogue/fieldTable';
import { verlHints } from '../../hints/verl';
import { verlRules } from '../../rules/verl/rules';
import type { FrameworkModule } from '../module';
import { commandOf } from './composition';
import { worldSize } from './settings';

export const module: FrameworkModule = {
  id: 'verl',
  title: 'verl',
  packages: ['verl'],
  loader: 'omegaconf',
  fields: (part, versions) => fieldTable('verl', commandOf(part, versions.of('verl').version), versions),
  world: worldSize,
  rules: verlRules,
  hints: verlHints,
};
