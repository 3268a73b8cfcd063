/** Learning rate schedules that follow the evaluation loss. */
import type { Rule } from '../../check/context';
import { error } from '../../check/report';
import { placeOf } from '../../check/settings';
import { PythonValues } from './python';

export const plateau: Rule = (context) => {
  const values = new PythonValues(context);
  const schedule = values.text('lr_scheduler_type');
  if ((schedule !== 'reduce_lr_on_plateau' && schedule !== 'greedy') || !values.is('eval_strategy', 'no')) return [];
  return [error('HF-SCHEDULER-ENUM', `${schedule} follows the evaluation loss and needs an eval_strategy.`, placeOf(context, 'lr_scheduler_type'))];
};
