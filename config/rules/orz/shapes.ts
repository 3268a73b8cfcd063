/** Models that share GPUs must be spread over them alike (`RayPPOTrainer.build_models`). */
import { error } from '../../check/report';
import type { Finding } from '../../finding';
import { type View, withView } from './view';

type Model = 'actor' | 'ref' | 'critic' | 'reward';

const fieldsOf = (model: Model): [string, string] => [`${model}_num_nodes`, `${model}_num_gpus_per_node`];

/** The first field in which two models differ. */
function difference(view: View, one: Model, other: Model): string | null {
  for (const [index, name] of fieldsOf(one).entries()) {
    const against = fieldsOf(other)[index] ?? '';
    const [a, b] = [view.number(name), view.number(against)];
    if (a !== null && b !== null && a !== b) return `${name} is ${a} and ${against} is ${b}`;
  }
  return null;
}

function pair(view: View, rule: 'ORZ-COLOCATE-ACTOR-REF' | 'ORZ-COLOCATE-CRITIC-REWARD', one: Model, other: Model, flag: string): Finding[] {
  const differs = view.flag(flag) === true ? difference(view, one, other) : null;
  if (differs === null) return [];
  return [error(rule, `${differs}; with ${flag} they must be the same. The start stops at an assertion.`, view.place(...fieldsOf(one), ...fieldsOf(other), flag))];
}

function all(view: View): Finding[] {
  const others = (['critic', 'ref'] as const).map((model) => difference(view, 'actor', model)).filter((text) => text !== null);
  const perNode = view.number('actor_num_gpus_per_node');
  if (perNode !== null && perNode !== 1) others.push(`actor_num_gpus_per_node is ${perNode}, not 1`);
  const [nodes, engines] = [view.number('actor_num_nodes'), view.number('vllm_num_engines')];
  if (nodes !== null && engines !== null && nodes !== engines) others.push(`actor_num_nodes is ${nodes} and vllm_num_engines is ${engines}`);
  const place = view.place(...fieldsOf('actor'), ...fieldsOf('critic'), ...fieldsOf('ref'), 'vllm_num_engines', 'colocate_all');
  return others.slice(0, 1).map((text) =>
    error('ORZ-COLOCATE-ALL', `${text}; with colocate_all actor, critic and reference have as many nodes as there are engines, with one GPU each. The start stops at an assertion.`, place),
  );
}

export const shapes = withView((view) => {
  const together = view.flag('colocate_all');
  if (together === null) return [];
  if (together) return all(view);
  return [...pair(view, 'ORZ-COLOCATE-ACTOR-REF', 'actor', 'ref', 'colocate_actor_ref'), ...pair(view, 'ORZ-COLOCATE-CRITIC-REWARD', 'critic', 'reward', 'colocate_critic_reward')];
});

/** GPUs that the placement groups ask for; null where it cannot be told. */
export function gpuDemand(view: View): number | null {
  const together = view.flag('colocate_all');
  const engines = view.number('vllm_num_engines');
  if (together === null || engines === null) return null;
  if (together) return engines;
  const size = view.number('vllm_tensor_parallel_size');
  const actor = gpus(view, 'actor');
  const critic = view.get('critic_pretrain');
  const hasCritic = typeof critic.value === 'string' ? critic.value !== '' : critic.state === 'set' && critic.value === null ? false : null;
  const pairs = [view.flag('colocate_actor_ref'), view.flag('colocate_critic_reward')];
  if (size === null || actor === null || hasCritic === null || pairs.includes(null)) return null;
  const ref = pairs[0] ? 0 : gpus(view, 'ref');
  // The bundle of critic and reward model is reserved even without a critic.
  const value = pairs[1] || hasCritic ? gpus(view, 'critic') : 0;
  const reward = view.get('reward_pretrain');
  const models = reward.value === null || reward.value === '' ? 0 : typeof reward.value === 'string' ? reward.value.split(',').length : null;
  const rewards = pairs[1] || models === 0 ? 0 : models === null ? null : (gpus(view, 'reward') ?? NaN) * models;
  const sum = actor + (ref ?? NaN) + (value ?? NaN) + (rewards ?? NaN) + engines * size;
  return Number.isNaN(sum) ? null : sum;
}

function gpus(view: View, model: Model): number | null {
  const [nodes, perNode] = fieldsOf(model).map((name) => view.number(name));
  return nodes == null || perNode == null ? null : nodes * perNode;
}
