/** Open-Reasoner-Zero. */
import { fieldTable } from '../../catalogue/fieldTable';
import { numberAt } from '../../check/settings';
import { orzHints } from '../../rules/orz/hints';
import { orzRules } from '../../rules/orz/rules';
import type { FrameworkModule } from '../module';

export const module: FrameworkModule = {
  id: 'orz',
  title: 'Open-Reasoner-Zero',
  packages: ['open-reasoner-zero'],
  loader: 'pyyaml',
  fields: (part, versions) => fieldTable('open-reasoner-zero', part.command, versions),
  world(context) {
    if (context.part.syntax !== 'python') return null;
    const nodes = numberAt(context, 'actor_num_nodes');
    const perNode = numberAt(context, 'actor_num_gpus_per_node');
    return nodes === null || perNode === null ? null : nodes * perNode;
  },
  rules: orzRules,
  hints: orzHints,
};
