import { checkpointName } from '../compare/checkpointText';
import { basename } from '../../protocol/posixPath';
import { isLive } from '../../protocol/run';
import type { PipelineCards, StageCard } from '../../protocol/webview/launchpad';
import * as l10n from '../l10n';
import type { StageProgress } from '../runs/progress';
import { stateText } from '../text/state';
import type { CheckpointRecord, Pipeline, RunEntry, Stage, StageRecord } from '../types';
import type { LoadedPipeline } from '../workspace/pipelines';

/** What a card needs beside the pipeline: looked up by whoever builds the state. */
export interface CardFacts {
  /** Newest first. */
  runs: readonly RunEntry[];
  progress(entry: RunEntry, stage: string): StageProgress | null;
  lastCheckpoint(entry: RunEntry, stage: string): CheckpointRecord | null;
  trusted: boolean;
}

/** The newest run that holds a stage; its state is the stage's state. */
export function newestRun(runs: readonly RunEntry[], pipeline: Pipeline, stage: string): { entry: RunEntry; part: StageRecord } | null {
  for (const entry of runs) {
    const part = entry.pipeline.uri === pipeline.uri ? entry.record.stages.find(({ name }) => name === stage) : undefined;
    if (part) return { entry, part };
  }
  return null;
}

export function pipelineCards(loaded: LoadedPipeline, facts: CardFacts): PipelineCards {
  const { pipeline, problems, path, uri } = loaded;
  const error = problems.find(({ severity }) => severity === 'error');
  const problem = error ? l10n.t('Line {0}: {1}', error.line + 1, error.message) : null;
  const stages = pipeline?.stages.map((stage) => stageCard(pipeline, stage, facts)) ?? [];
  return { uri, path, name: pipeline?.name ?? path, stages, problem };
}

function stageCard(pipeline: Pipeline, stage: Stage, facts: CardFacts): StageCard {
  const newest = newestRun(facts.runs, pipeline, stage.name);
  const live = newest !== null && isLive(newest.entry.record.state) && isLive(newest.part.state);
  const progress = newest ? facts.progress(newest.entry, stage.name) : null;
  const last = newest ? facts.lastCheckpoint(newest.entry, stage.name) : null;
  return {
    pipelineUri: pipeline.uri,
    name: stage.name,
    trainer: stage.trainer,
    kind: ['trl-sft', 'verl-sft', 'llamafactory'].includes(stage.trainer) ? 'sft' : 'rl',
    target: targetText(pipeline, stage.target),
    state: newest?.part.state ?? 'idle',
    runId: newest?.entry.record.id ?? null,
    step: newest ? (progress?.step ?? null) : null,
    totalSteps: newest?.part.totalSteps ?? null,
    secondsLeft: newest?.part.state === 'running' ? (progress?.secondsLeft ?? null) : null,
    startedAt: newest?.part.startedAt ?? null,
    endedAt: newest?.part.endedAt ?? null,
    lastCheckpoint: last && last.step ? checkpointName(last) : null,
    detail: newest ? detail(newest.part) : null,
    canLaunch: facts.trusted && !live,
    canStop: live && newest.part.state !== 'stopping',
  };
}

function targetText(pipeline: Pipeline, name: string): string {
  const target = pipeline.targets.find((candidate) => candidate.name === name);
  if (!target) return name;
  return target.kind === 'ssh' ? `${name} (ssh ${target.host})` : `${name} (${target.kind})`;
}

/** What the stage does now in words; why it failed once it has. */
export function detail(stage: StageRecord): string | null {
  if (stage.message !== null) return stage.message;
  if (stage.state === 'lost') return stateText('lost');
  const running = stage.processes.find(({ state }) => state === 'running');
  if (!running || stage.state !== 'running') return null;
  if (running.role === 'before') return l10n.t('preparing');
  if (running.role === 'after') return l10n.t('finishing: {0}', basename(running.argv.slice(1).find((part) => !part.startsWith('-')) ?? '?'));
  if (running.phase === null || stage.phases.length < 2) return l10n.t('training');
  return l10n.t('phase {0} of {1}', running.phase + 1, stage.phases.length);
}
