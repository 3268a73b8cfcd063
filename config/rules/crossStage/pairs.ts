/** Which stage starts from which. */
import type { StageConfig } from '../../check/stages';
import { textAt } from '../../check/settings';
import { textOf } from '../../pipeline/references';
import { STAGE_FIELDS } from './fields';

export interface StagePair {
  before: StageConfig;
  after: StageConfig;
  /** The later stage names the earlier one's weights by a path in its own config. */
  byPath: string | null;
}

const normal = (path: string): string => path.replace(/^\.\//, '').replace(/\/+$/, '');

/** By `init`, or because the model path of one lies in the output folder of an earlier one. */
export function pairsOf(stages: readonly StageConfig[]): StagePair[] {
  return stages.flatMap((after, index): StagePair[] => {
    const init = textOf(after.map, 'init')?.text;
    const model = textAt(after.context, STAGE_FIELDS[after.trainer].model);
    const earlier = stages.slice(0, index);
    const named = earlier.find((stage) => stage.name === init);
    if (named) return [{ before: named, after, byPath: null }];
    const source = earlier.find((stage) => {
      const key = STAGE_FIELDS[stage.trainer].output;
      const output = key ? textAt(stage.context, key) : null;
      return output !== null && model !== null && (normal(model) === normal(output) || normal(model).startsWith(`${normal(output)}/`));
    });
    return source ? [{ before: source, after, byPath: model }] : [];
  });
}
