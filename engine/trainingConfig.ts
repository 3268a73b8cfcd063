import type { StageRecord } from '../protocol/run';

/**
 * The config file that was in force when a stage wrote a step, as a path on the host: the `--config` of the train
 * process of that step's phase. Null when the process names none. `step` null means the final weights.
 */
export function trainingConfigAt(stage: StageRecord, step: number | null): string | null {
  const inPhase = stage.phases.findIndex((phase) => step !== null && (phase.until === null || step <= phase.until));
  const trains = stage.processes.filter((process) => process.role === 'train');
  const train = stage.phases.length === 0 ? trains[0] : inPhase < 0 ? trains.at(-1) : trains.find((t) => t.phase === inPhase);
  const at = train?.argv.indexOf('--config') ?? -1;
  return at < 0 ? null : (train?.argv[at + 1] ?? null);
}
