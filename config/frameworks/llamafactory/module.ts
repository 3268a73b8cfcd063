/** LLaMA-Factory: `llamafactory-cli train`, and `export`, `chat`, `api`, `webchat` as the command `infer`. */
import { fieldTable } from '../../catalogue/fieldTable';
import { llamafactoryHints } from '../../hints/llamafactory';
import { llamafactoryRules } from '../../rules/llamafactory/rules';
import { templateNames } from '../../rules/llamafactory/template';
import type { FrameworkModule } from '../module';
import { datasetInfo } from './datasetInfo';
import { world } from './launch';
import { pinned } from './versions';

export const module: FrameworkModule = {
  id: 'llamafactory',
  title: 'LLaMA-Factory',
  packages: ['llamafactory', 'transformers'],
  loader: 'omegaconf',
  fields: (part, versions) => fieldTable('llamafactory', part.command, pinned(versions)),
  world,
  rules: llamafactoryRules,
  hints: llamafactoryHints,
  async values(context, path) {
    if (path === 'dataset' || path === 'eval_dataset') return [...((await datasetInfo(context))?.entries.keys() ?? [])];
    return path === 'template' ? [...templateNames(context)] : [];
  },
};
