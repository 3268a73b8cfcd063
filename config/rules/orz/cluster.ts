/** What needs the machines or the data: too few GPUs, too few prompts. */
import type { Rule } from '../../check/context';
import { error, warning } from '../../check/report';
import { type Files, tryRead } from '../../files';
import { parseJson } from '../../syntax/json/parse';
import { resolveUri } from '../../uri';
import { gpuDemand } from './shapes';
import { viewOf, withView } from './view';

export const gpus = withView((view, { target }) => {
  const demand = gpuDemand(view);
  const offered = target.nodes != null && target.gpusPerNode != null ? target.nodes * target.gpusPerNode : target.worldSize;
  if (demand === null || offered === null || demand <= offered) return [];
  const place = view.place('vllm_num_engines', 'actor_num_nodes', 'critic_num_nodes', 'total_num_nodes', 'colocate_all');
  return [warning('ORZ-GPU-COUNT', `The experiment asks Ray for ${demand} GPUs and the target has ${offered}: it waits for them without end and says nothing.`, place)];
});

/** Folders above the module in which its relative paths may start. */
const LEVELS_ABOVE = 4;

/** Fewer prompts than one iteration takes: the number of iterations is 0 and the trainer divides by it. */
export const prompts: Rule = async (context) => {
  const view = await viewOf(context);
  const paths = view.get('prompt_data').value;
  const [n, train, epochs, rollout] = [view.number('n_samples_per_prompt'), view.number('train_batch_size'), view.number('max_epochs'), view.number('rollout_batch_size')];
  if (!Array.isArray(paths) || paths.length === 0 || n === null || train === null || epochs === null || rollout === null || Math.min(n, train, epochs, rollout) < 1) return [];
  let count = 0;
  for (const path of paths) {
    const length = typeof path === 'string' ? await lengthOf(context.files, context.part.base?.uri ?? context.uri, path) : null;
    if (length === null) return [];
    count += length;
  }
  const updates = Math.floor((count * n) / train) * epochs;
  const iterations = Math.floor(Math.floor(Math.floor((updates * train) / epochs) / rollout) / n);
  if (iterations > 0) return [];
  const place = view.place('prompt_data', 'rollout_batch_size');
  return [error('ORZ-TOO-FEW-PROMPTS', `prompt_data holds ${count} prompts, and rollout_batch_size = ${rollout} with train_batch_size = ${train} leaves 0 iterations per episode (ZeroDivisionError).`, place)];
};

/** Items of a JSON list; null where the file is not at hand or no such list. */
async function lengthOf(files: Files, uri: string, path: string): Promise<number | null> {
  for (let up = 0; up <= LEVELS_ABOVE; up++) {
    const text = await tryRead(files, resolveUri(uri, path.startsWith('/') ? path : '../'.repeat(up) + path));
    if (text === null) continue;
    const { root, problems } = parseJson(text);
    return root?.kind === 'list' && problems.length === 0 ? root.items.length : null;
  }
  return null;
}
