/** ZeRO-3 splits the weights over the processes: a save of the trainer holds whole ones only when they are gathered. */
import type { Rule } from '../../check/context';
import { information, warning } from '../../check/report';
import { entryRange } from '../../check/settings';
import { truthOf, valueAt, waitsForTrainer, writtenAt } from '../../frameworks/deepspeed/nodes';
import type { MapNode } from '../../syntax/tree';

const GATHER = 'stage3_gather_16bit_weights_on_model_save';
const NAMES = [GATHER, 'gather_16bit_weights_on_model_save', 'stage3_gather_fp16_weights_on_model_save'];

/** Stage 3 for certain, and nothing gathers. */
export function savesShards(root: MapNode): boolean {
  if (valueAt(root, 'zero_optimization.stage', 0) !== 3) return false;
  return NAMES.every((name) => truthOf(valueAt(root, `zero_optimization.${name}`, false)) === false);
}

export const gathered: Rule = (context) => {
  if (!context.part.whole || !savesShards(context.root)) return [];
  const stage = writtenAt(context.root, 'zero_optimization.stage');
  if (stage === null || stage === 'unknown') return [];
  const message = `ZeRO stage 3 without ${GATHER}: the trainer saves shards instead of a model; a next stage needs zero_to_fp32.py first. Set it to true.`;
  // A file that no trainer fills in may well belong to a program that saves in its own way.
  const report = waitsForTrainer(context.root) ? warning : information;
  return [report('DS-ZERO3-NO-GATHER', message, entryRange(stage), { title: `Add ${GATHER}: true`, range: { start: stage.value.range.end, end: stage.value.range.end }, text: `, "${GATHER}": true` })];
};
