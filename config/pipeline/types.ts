/** The pipeline file's meaning: `reasoner.yaml` after defaults, before any launch. */

export interface Pipeline {
  /** URI of its reasoner.yaml: a pipeline's identity. */
  uri: string;
  name: string;
  targets: Target[];
  /** In the file's order, which is the order a whole pipeline runs in. */
  stages: Stage[];
}

export interface Environment {
  /** Virtual environment folder: relative to the pipeline's folder (local) or the workdir (ssh), or absolute. */
  venv: string | null;
  variables: Record<string, string>;
}

export type Target =
  | { name: string; kind: 'local'; workdir: string | null; env: Environment }
  | { name: string; kind: 'ssh'; host: string; workdir: string; env: Environment };

export interface PhaseSpec {
  /** Last optimizer step of this phase; null for the last one, which ends where the config says. */
  until: number | null;
  set: Record<string, unknown>;
}

/** Trainers whose stages are planned and launched. */
export type LaunchedTrainer = 'trl-sft' | 'trl-grpo';
/** Trainers whose configs are checked as part of a pipeline. */
export type Trainer = LaunchedTrainer | 'llamafactory' | 'verl' | 'verl-sft' | 'easyr1' | 'orz' | 'ms-swift' | 'openrlhf';

export interface Stage {
  name: string;
  trainer: Trainer;
  /** Path of the training config, relative to the pipeline's folder. */
  config: string;
  target: string;
  /** Script run instead of the trainer's own command, relative to the pipeline's folder. */
  entry: string | null;
  /** Stage whose final weights this one starts from. */
  init: string | null;
  /** Argument vectors run before and after the trainer in the same environment; no shell. */
  before: string[] | null;
  after: string[] | null;
  phases: PhaseSpec[];
}
