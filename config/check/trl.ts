/** All rules of one TRL config. */
import type { Finding } from '../finding';
import { trlCatalogue } from '../frameworks/trl/catalogue';
import type { Trainer } from '../pipeline/types';
import { combinations } from '../rules/trl/combinations';
import type { Reader, TrlContext } from '../rules/trl/context';
import { unknownKeys } from '../rules/trl/keys';
import { wrongValues } from '../rules/trl/values';
import type { ConfigNode } from '../syntax/tree';

export function checkTrl(root: ConfigNode | null, trainer: Trainer, reader: Reader, staged: boolean, broken: boolean): Finding[] {
  if (root?.kind !== 'map') {
    if (broken) return [];
    const range = root?.range ?? { start: 0, end: 0 };
    return [{ rule: 'TRL-WRONG-TYPE', severity: 'error', message: 'A config is a mapping of fields to values.', range }];
  }
  const catalogue = trlCatalogue();
  const context: TrlContext = { trainer, reader, staged, catalogue, fields: catalogue.fields(trainer), root };
  return [...unknownKeys(context), ...wrongValues(context), ...combinations.flatMap((rule) => rule(context))];
}
