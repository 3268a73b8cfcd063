/** What a pipeline says about files: they exist, and the steps of a config reach beyond its phases. */
import { type Files, tryRead } from '../files';
import type { Finding } from '../finding';
import { pipeError } from '../pipeline/check';
import { lastUntil, namedMaps, textOf } from '../pipeline/references';
import { type ConfigNode, entryOf, type MapNode } from '../syntax/tree';
import { parseYaml } from '../syntax/yaml/parse';
import { resolveUri } from '../uri';
import { MAX_TEXT } from './limits';

export async function checkStageFiles(files: Files, pipelineUri: string, root: ConfigNode | null): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const { map } of namedMaps(root, 'stages')) {
    for (const key of ['config', 'entry']) {
      const path = textOf(map, key);
      if (path && !(await files.exists(resolveUri(pipelineUri, path.text)))) {
        found.push(pipeError('PIPE-CONFIG-MISSING', `There is no file ${path.text} in the folder of this pipeline.`, path.node.range));
      }
    }
    found.push(...(await checkSteps(files, pipelineUri, map)));
  }
  return found;
}

async function checkSteps(files: Files, pipelineUri: string, stage: MapNode): Promise<Finding[]> {
  const until = lastUntil(stage);
  const config = textOf(stage, 'config');
  if (!until || !config) return [];
  const text = await tryRead(files, resolveUri(pipelineUri, config.text));
  const root = text !== null && text.length <= MAX_TEXT ? parseYaml(text).root : null;
  const node = root?.kind === 'map' ? entryOf(root, 'max_steps')?.value : undefined;
  const steps = node?.kind === 'int' && node.certain ? Number(node.value) : null;
  if (steps === null || steps <= 0 || until.step < steps) return [];
  return [pipeError('PIPE-PHASE-ORDER', `This phase ends at step ${until.step}, but ${config.text} ends at max_steps ${steps}.`, until.node.range)];
}
