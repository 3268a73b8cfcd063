import { trainingConfigAt } from '../../engine/trainingConfig';
import { basename } from '../../protocol/posixPath';
import * as l10n from '../l10n';
import { clock } from '../text/time';
import type { Chosen } from '../runs/compareSelection';
import type { CheckpointRecord, Target } from '../types';

/** `checkpoint-80`, or what the weights at either end of a stage are. */
export function checkpointName({ path, stage, step }: CheckpointRecord): string {
  if (stage !== null && step === 0) return l10n.t('initial weights');
  return stage !== null && step === null ? l10n.t('final weights') : basename(path);
}

/** `tiny / cold-start / step 80 (14:03)`. */
export function checkpointTitle({ entry, checkpoint }: Chosen, now = Date.now() / 1000): string {
  const { pipeline, createdAt } = entry.record;
  const step = checkpoint.step ? l10n.t('step {0}', checkpoint.step) : checkpointName(checkpoint);
  const parts = [pipeline.name, checkpoint.stage, step].filter((part) => part !== null);
  return `${parts.join(' / ')} (${clock(createdAt, now)})`;
}

/** `cold-start 80`: where a tab has room for little. */
export const shortTitle = ({ checkpoint }: Chosen): string =>
  [checkpoint.stage, checkpoint.step || checkpointName(checkpoint)].filter((part) => part !== null).join(' ');

/** The training config in force when the checkpoint was written, as an absolute path on the host. */
export function configPath({ entry, checkpoint }: Chosen): string | null {
  const stage = entry.record.stages.find(({ name }) => name === checkpoint.stage);
  return stage ? trainingConfigAt(stage, checkpoint.step) : null;
}

/** Names the machine that a target's files lie on: files are compared where they lie, so both must be on one. */
export const hostOf = (target: Target): string => (target.kind === 'ssh' ? `ssh ${target.host}` : 'local');
