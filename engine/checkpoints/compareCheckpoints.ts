import type { CheckpointRecord, Comparison } from '../../protocol/checkpoint';
import { dirname } from '../../protocol/posixPath';
import { FORMAT } from '../../protocol/format';
import type { AgentConnection, Checkpoints } from '../api';
import { compareConfigs } from './compareConfigs';
import { compareWeights } from './compareWeights';
import { moduleRows, rowNotes, tensorRows } from './rows';

type Options = Parameters<Checkpoints['compare']>[2];

/**
 * Weights, configs and what could not be compared of two checkpoints on one host; `a` is the older or base one.
 *
 * @throws AgentError for checkpoints that cannot be read, ConnectionLost, or the signal's reason
 */
export async function compareCheckpoints(
  connection: AgentConnection,
  a: CheckpointRecord,
  b: CheckpointRecord,
  options: Options = {},
): Promise<Comparison> {
  const folder = ({ path }: CheckpointRecord): string => (path.endsWith('.safetensors') ? dirname(path) : path);
  const [weights, configs] = await Promise.all([
    compareWeights(connection, a.path, b.path, options),
    compareConfigs(
      connection,
      { path: folder(a), trainingConfig: options.configA ?? null },
      { path: folder(b), trainingConfig: options.configB ?? null },
    ),
  ]);
  const notes = [...weights.notes, ...rowNotes(weights.tensors), ...tiedHeadNotes(weights.tensors, configs.models), ...configs.notes];
  return {
    format: FORMAT.comparison,
    a,
    b,
    method: weights.method,
    tensors: tensorRows(weights.tensors),
    modules: moduleRows(weights.tensors),
    configFiles: configs.files,
    configChanges: configs.changes,
    notes,
  };
}

/** A model whose head is its embedding writes no head: missing is not lost. */
function tiedHeadNotes(tensors: Awaited<ReturnType<typeof compareWeights>>['tensors'], models: [unknown, unknown]): string[] {
  const head = tensors.find(({ name }) => /(^|\.)lm_head\.weight$/.test(name));
  if (!head) return [];
  const missing = [head.shapeA === null, head.shapeB === null];
  return ['A', 'B']
    .filter((_, side) => missing[side] === true && isTied(models[side]))
    .map((side) => `${side} has no lm_head.weight because its head is its embedding (tie_word_embeddings).`);
}

function isTied(config: unknown): boolean {
  if (typeof config !== 'object' || config === null) return false;
  const { tie_word_embeddings, text_config } = config as Record<string, unknown>;
  return tie_word_embeddings === true || isTied(text_config);
}
