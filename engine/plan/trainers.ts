import type { LaunchedTrainer, Trainer } from '../../config/pipeline/types';
import type { StageKind } from '../../protocol/run';
import { join } from '../../protocol/posixPath';

/** What the planner must know of a trainer: how it is called and which config keys carry a launch's decisions. */
export interface TrainerAdapter {
  kind: StageKind;
  /** Argument vector without a venv prefix. */
  command(configPath: string): string[];
  /** Script argument vector when the stage names its own entry. */
  entryCommand(entryPath: string, configPath: string): string[];
  keys: { model: string; output: string; maxSteps: string; resume: string };
  /** Folder of the checkpoint that the trainer writes at a step. */
  checkpointDir(outputDir: string, step: number): string;
  /** The trainer's own command reads the resume key; if not, phases need an entry that does. */
  resumesByItself: boolean;
}

const trl = (kind: StageKind, verb: string): TrainerAdapter => ({
  kind,
  command: (config) => ['trl', verb, '--config', config],
  entryCommand: (entry, config) => ['python', entry, '--config', config],
  keys: { model: 'model_name_or_path', output: 'output_dir', maxSteps: 'max_steps', resume: 'resume_from_checkpoint' },
  checkpointDir: (outputDir, step) => join(outputDir, `checkpoint-${step}`),
  // trl/scripts/{sft,grpo}.py call trainer.train() without arguments, and Trainer does not read the field itself (1.13.0).
  resumesByItself: false,
});

const TRAINERS: Record<LaunchedTrainer, TrainerAdapter> = {
  'trl-sft': trl('sft', 'sft'),
  'trl-grpo': trl('rl', 'grpo'),
};

/** Null for a trainer whose configs are checked but whose runs are not launched from here. */
export const adapterOf = (trainer: Trainer): TrainerAdapter | null => (Object.hasOwn(TRAINERS, trainer) ? TRAINERS[trainer as LaunchedTrainer] : null);
