import { checkpointName } from '../compare/checkpointText';
import { isLive, type RunState } from '../../protocol/run';
import * as l10n from '../l10n';
import type { StageProgress } from '../runs/progress';
import { stateIcon, stateText } from '../text/state';
import { clock, duration, elapsed } from '../text/time';
import type { CheckpointRecord, Pipeline, RunRecord, StageRecord, Target } from '../types';

/** States whose sign says enough; the others are spelled out. */
const silent = (state: RunState): boolean => state === 'running' || state === 'succeeded';

/** A row of the runs view as text and signs, before it becomes a tree item. */
export interface Row {
  label: string;
  description: string;
  /** Plain text; never markdown, because names and messages come from files and hosts. */
  tooltip: string;
  icon: string;
  color: string | null;
  /** Selects the row's menu entries. */
  context: string;
  /** What a screen reader says. */
  spoken: string;
}

const joined = (parts: (string | null)[]): string => parts.filter((part) => part !== null && part !== '').join(' · ');

export function pipelineRow(name: string, path: string, runs: number): Row {
  const description = joined([path, runs === 0 ? l10n.t('no runs yet') : null]);
  return { label: name, description, tooltip: path, icon: 'layers', color: null, context: 'pipeline', spoken: l10n.t('Pipeline {0}', name) };
}

export function runRow(record: RunRecord, now: number): Row {
  const label = record.stages.map(({ name }) => name).join(' → ') || record.id;
  const took = elapsed(record, now);
  const description = joined([
    record.target.kind === 'local' ? null : record.target.name,
    clock(record.createdAt, now),
    took === null ? null : duration(took),
    silent(record.state) ? null : stateText(record.state),
  ]);
  const versions = Object.entries(record.versions).map(([name, version]) => `${name} ${version}`);
  const tooltip = [
    l10n.t('Run {0} of {1}: {2}', record.id, record.pipeline.name, stateText(record.state)),
    record.message,
    l10n.t('on {0} ({1}), {2}', record.target.name, record.target.kind, record.runDir),
    versions.length > 0 ? versions.join(', ') : null,
  ];
  return {
    label,
    description,
    tooltip: tooltip.filter(Boolean).join('\n'),
    ...stateIcon(record.state),
    context: isLive(record.state) ? 'run.live' : 'run.ended',
    spoken: joined([l10n.t('Run {0}', label), stateText(record.state), description]),
  };
}

export function stageRow(stage: StageRecord, progress: StageProgress | null, now: number): Row {
  const live = isLive(stage.state);
  const took = elapsed(stage, now);
  const left = live && progress?.secondsLeft != null ? l10n.t('{0} left', duration(progress.secondsLeft)) : null;
  const description =
    took === null
      ? ''
      : joined([
          stepText(stage.state, progress?.step ?? null, stage.totalSteps),
          left ?? duration(took),
          silent(stage.state) ? null : stateText(stage.state),
        ]);
  return {
    label: stage.name,
    description,
    tooltip: [`${stage.name} (${stage.trainer}): ${stateText(stage.state)}`, stage.message, stage.outputDir].filter(Boolean).join('\n'),
    ...stateIcon(stage.state),
    context: took === null ? 'stage.waiting' : live ? 'stage.live' : 'stage.ended',
    spoken: joined([l10n.t('Stage {0}', stage.name), stateText(stage.state), description]),
  };
}

function stepText(state: RunState, step: number | null, total: number | null): string | null {
  if (step !== null && total !== null && step !== total) return l10n.t('step {0} of {1}', step, total);
  const known = step ?? (state === 'succeeded' ? total : null);
  return known === null ? null : l10n.t('{0} steps', known);
}

export function checkpointRow(checkpoint: CheckpointRecord, selected: boolean): Row {
  const label = checkpointName(checkpoint);
  const trouble = checkpoint.completeness === 'complete' ? null : checkpoint.completeness;
  const description = joined([byteText(checkpoint.size), trouble, selected ? l10n.t('selected for comparison') : null]);
  return {
    label,
    description,
    tooltip: [checkpoint.path, checkpoint.problem].filter(Boolean).join('\n'),
    icon: trouble ? 'warning' : 'archive',
    color: trouble ? 'charts.yellow' : null,
    context: trouble ? 'checkpoint.torn' : 'checkpoint',
    spoken: joined([l10n.t('Checkpoint {0}', label), description]),
  };
}

/** `problem` null and not watched: the host was never asked in this window. */
export function targetRow(pipeline: Pipeline, target: Target, watched: boolean, problem: string | null): Row {
  const where = target.kind === 'ssh' ? `ssh ${target.host}` : target.kind;
  const state = problem ? l10n.t('not reached') : watched ? null : l10n.t('not connected');
  return {
    label: target.name,
    description: joined([where, state]),
    tooltip: [`${pipeline.name}: ${target.name} (${where})`, problem, watched ? null : l10n.t('Expand to connect.')].filter(Boolean).join('\n'),
    icon: problem ? 'warning' : target.kind === 'ssh' ? 'remote' : 'vm',
    color: problem ? 'charts.yellow' : null,
    context: problem ? 'target.problem' : watched ? 'target' : 'target.idle',
    spoken: joined([l10n.t('Target {0}', target.name), where, state]),
  };
}

export function messageRow(message: string, severity: 'info' | 'warning' | 'error', context = 'message'): Row {
  return { label: message, description: '', tooltip: message, icon: severity, color: null, context, spoken: message };
}

export function byteText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value >= 100 || unit === 0 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
