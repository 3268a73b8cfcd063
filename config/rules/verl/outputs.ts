/** Folders that a Ray job writes to. */
import type { Finding, RuleContext } from '../../check/context';
import { known } from '../../frameworks/verl/settings';
import { eventFolder, relativeOutputs } from './rayPaths';

const FOLDERS = ['trainer.default_local_dir', 'trainer.rollout_data_dir', 'trainer.validation_data_dir'];

export function rayOutputs(context: RuleContext): Finding[] {
  const saves = known(context, 'trainer.save_freq')?.value;
  const folders = FOLDERS.filter((path) => context.fields.has(path) && (path !== 'trainer.default_local_dir' || typeof saves !== 'number' || saves > 0)).map((path) => ({
    path,
    value: known(context, path),
    fallback: path === 'trainer.default_local_dir' ? 'checkpoints/<project>/<experiment>' : null,
  }));
  const loggers = known(context, 'trainer.logger')?.value;
  return [...relativeOutputs(context, folders), ...eventFolder(context, loggers === 'tensorboard' || (Array.isArray(loggers) && loggers.includes('tensorboard')))];
}
