/** Folders that a Ray job writes to. */
import type { Finding, RuleContext } from '../../check/context';
import { known } from '../../frameworks/easyr1/settings';
import { eventFolder, relativeOutputs } from '../verl/rayPaths';

export function rayOutputs(context: RuleContext): Finding[] {
  const path = 'trainer.save_checkpoint_path';
  const loggers = known(context, 'trainer.logger')?.value;
  const folders = [{ path, value: known(context, path), fallback: 'checkpoints/<project>/<experiment>' }];
  return [...relativeOutputs(context, folders), ...eventFolder(context, Array.isArray(loggers) && loggers.includes('tensorboard'))];
}
