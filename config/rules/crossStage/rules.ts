/** What no framework can see: how one stage's config fits the stage before it. */
import type { CheckSettings } from '../../check/context';
import { readStages } from '../../check/stages';
import type { Files } from '../../files';
import type { Finding } from '../../finding';
import type { ConfigNode } from '../../syntax/tree';
import { replyBudget } from './length';
import { pairsOf } from './pairs';
import { pictureSize } from './pixels';
import { exportedModel } from './weights';

export async function crossStage(files: Files, pipelineUri: string, root: ConfigNode | null, settings: CheckSettings): Promise<Finding[]> {
  const pairs = pairsOf(await readStages(files, pipelineUri, root, settings));
  const found = await Promise.all(
    pairs.map(async (pair) => [...replyBudget(pair), ...pictureSize(pair), ...(await exportedModel(files, pipelineUri, pair))]),
  );
  return found.flat();
}
