/** The config file that the examples of EasyR1's pages change. */
import type { Example } from './page';

const REWARD = 'def compute_score(reward_inputs):\n    return [{"overall": 1.0} for _ in reward_inputs]\n';

interface Sections {
  data?: string;
  algorithm?: string;
  actor?: string;
  rollout?: string;
  trainer?: string;
  /** Anything else below `worker`. */
  worker?: string;
  beside?: Record<string, string>;
}

/** Lines of one section, as flow mappings would hide what an example is about. */
const lines = (indent: string, ...texts: (string | undefined)[]): string =>
  texts
    .flatMap((text) => (text === undefined ? [] : text.split('\n')))
    .map((line) => `${indent}${line}\n`)
    .join('');

/** A GRPO run that EasyR1 accepts, with lines added to its sections; a later line of the same key wins over none. */
export function easyr1(changes: Sections = {}): Example {
  const keep = (own: string, changed: string | undefined): string | undefined => {
    const keys = (changed ?? '').split('\n').map((line) => line.split(':')[0]);
    const left = own.split('\n').filter((line) => !keys.includes(line.split(':')[0]));
    return left.length > 0 ? left.join('\n') : undefined;
  };
  const part = (indent: string, own: string, changed?: string): string => lines(indent, keep(own, changed), changed);
  const text = [
    'data:\n',
    part('  ', 'train_files: hiyouga/geometry3k@train\nrollout_batch_size: 512', changes.data),
    'algorithm:\n',
    part('  ', 'adv_estimator: grpo', changes.algorithm),
    'worker:\n  actor:\n',
    part('    ', 'global_batch_size: 128\nmicro_batch_size_per_device_for_update: 4\nmicro_batch_size_per_device_for_experience: 16', changes.actor),
    '  rollout:\n',
    part('    ', 'n: 5\ntensor_parallel_size: 2', changes.rollout),
    part('  ', 'reward: { reward_function: ./reward.py:compute_score }', changes.worker),
    'trainer:\n',
    part('  ', 'nnodes: 1\nn_gpus_per_node: 8', changes.trainer),
  ].join('');
  return { file: 'grpo.yaml', text, beside: { 'reward.py': REWARD, ...changes.beside } };
}
