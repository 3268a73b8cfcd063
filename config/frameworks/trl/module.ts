/** TRL: `trl sft` and `trl grpo`. */
import { fieldTable } from '../../catalogue/fieldTable';
import { setting } from '../../check/settings';
import { trlHints } from '../../hints/trl';
import { trlRules } from '../../rules/trl/rules';
import type { FrameworkModule } from '../module';
import { trlCatalogue } from './catalogue';

const count = (value: unknown): number | null => (/^\d+$/.test(String(value)) && Number(value) > 0 ? Number(value) : null);

const packages = ['trl', 'transformers', 'accelerate'] as const;

export const sftModule: FrameworkModule = {
  id: 'trl-sft',
  title: 'TRL',
  packages,
  loader: 'pyyaml',
  fields: (_, versions) => fieldTable('trl', 'trl-sft', versions),
  // `num_processes` goes to accelerate launch; a script of the user's is launched by someone else.
  world: (context) => (context.stage?.reader.kind === 'script' ? null : count(setting(context, 'num_processes').value)),
  alsoReads: (versions) => trlCatalogue(versions).launch,
  rules: trlRules,
  hints: trlHints,
};

export const grpoModule: FrameworkModule = {
  ...sftModule,
  id: 'trl-grpo',
  fields: (_, versions) => fieldTable('trl', 'trl-grpo', versions),
};
