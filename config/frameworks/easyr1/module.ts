/** EasyR1: one YAML file, overridden by `key=value` words, merged into typed dataclasses. */
import { fieldTable } from '../../catalogue/fieldTable';
import { easyr1Hints } from '../../hints/easyr1';
import { easyr1Rules } from '../../rules/easyr1/rules';
import type { FrameworkModule } from '../module';
import { worldSize } from './settings';

export const module: FrameworkModule = {
  id: 'easyr1',
  title: 'EasyR1',
  packages: ['easyr1'],
  loader: 'omegaconf',
  fields: (part, versions) => fieldTable('easyr1', part.command, versions),
  world: worldSize,
  rules: easyr1Rules,
  hints: easyr1Hints,
};
