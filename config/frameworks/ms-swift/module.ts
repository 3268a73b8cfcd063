/** ms-swift. */
import { fieldTable } from '../../catalogue/fieldTable';
import { swiftHints } from '../../hints/swift';
import { swiftRules } from '../../rules/swift/rules';
import type { FrameworkModule } from '../module';
import { world } from './environment';

export const module: FrameworkModule = {
  id: 'ms-swift',
  title: 'ms-swift',
  packages: ['ms-swift', 'transformers'],
  loader: 'pyyaml',
  fields: (part, versions) => fieldTable('ms-swift', part.command, versions),
  world,
  rules: swiftRules,
  hints: swiftHints,
};
