// A sample of what the oracle confirms for every field (test/lsp/oracle.test.ts).
import { expect, it } from 'vitest';
import { entryOf, type MapNode } from '../../syntax/tree';
import { parseYaml } from '../../syntax/yaml/parse';
import { loadTrl } from '../fields';
import { trlCatalogue } from './catalogue';
import { checkValue } from './values';

await loadTrl();

function verdict(key: string, written: string): string {
  const spec = trlCatalogue().fields('trl-grpo').get(key);
  const entry = entryOf(parseYaml(`${key}: ${written}\n`).root as MapNode, key);
  if (!spec || !entry) throw new Error(`no ${key}`);
  const problem = checkValue(spec, entry.value);
  return problem ? `${problem.rule} ${problem.severity}` : 'fine';
}

it.each([
  ['learning_rate', '1e-5', 'fine'],
  ['learning_rate', 'fast', 'TRL-WRONG-TYPE error'],
  ['learning_rate', '[1]', 'TRL-WRONG-TYPE warning'],
  ['max_steps', '"30"', 'fine'],
  ['max_steps', '30.5', 'TRL-WRONG-TYPE warning'],
  ['use_vllm', 'yes', 'fine'],
  ['use_vllm', '"maybe"', 'TRL-WRONG-TYPE error'],
  ['scale_rewards', 'false', 'fine'],
  ['lr_scheduler_type', 'cosin', 'HF-SCHEDULER-ENUM error'],
  ['eval_strategy', 'no', 'HF-ENUM error'],
  ['dtype', 'float8', 'TRL-CHOICE-FROM-YAML warning'],
  ['reward_funcs', 'accuracy_reward', 'TRL-WRONG-TYPE warning'],
  ['reward_funcs', '[accuracy_reward]', 'fine'],
  ['save_total_limit', 'null', 'fine'],
  ['run_name', '2026-01-02', 'TRL-WRONG-TYPE warning'],
])('%s: %s is %s', (key, written, expected) => expect(verdict(key, written)).toBe(expected));
