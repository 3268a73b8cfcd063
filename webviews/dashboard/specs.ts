import type { DashboardRun, DashboardStage } from '../../protocol/webview/dashboard';
import type { Metric } from '../../protocol/series';
import { isLive } from '../shared/states';
import type { Hue } from '../shared/theme';

export interface SeriesSpec {
  /** Raw tag, null while the trainer has not written it and its name is not known. */
  tag: string | null;
  /** Set for the normalised metrics. */
  metric: Metric | null;
  label: string;
  axis: 'left' | 'right';
  hue: Hue;
  /** In high contrast, lines differ by dash as well as by colour. */
  dash: number[];
}

export interface ChartSpec {
  id: string;
  stage: string;
  title: string;
  series: SeriesSpec[];
  /** Length phases, shaded and named. */
  phases: DashboardStage['phases'];
  totalSteps: number | null;
  live: boolean;
  state: string;
  removable: boolean;
}

/** A tag the user picked, drawn as a chart of its own. */
export interface Choice {
  stage: string;
  tag: string;
}

/** The charts of a run in reading order: one per stage, then what the user picked. */
export function chartSpecs(run: DashboardRun, choices: Choice[]): { main: ChartSpec[]; extra: ChartSpec[] } {
  const stages = new Map(run.stages.map((stage) => [stage.name, stage]));
  return {
    main: run.stages.map(stageChart),
    extra: choices.flatMap((choice) => {
      const stage = stages.get(choice.stage);
      return stage ? [tagChart(stage, choice.tag)] : [];
    }),
  };
}

const SOLID: number[] = [];
const DASHED = [7, 4];

function stageChart(stage: DashboardStage): ChartSpec {
  const series = (metric: Metric, label: string, axis: 'left' | 'right', hue: Hue, dash = SOLID): SeriesSpec => ({
    tag: stage.metrics[metric] ?? null,
    metric,
    label,
    axis,
    hue,
    dash,
  });
  const rl = stage.kind === 'rl';
  return {
    ...common(stage),
    id: `stage ${stage.name}`,
    title: rl ? 'Reward and response length' : 'Loss',
    // The pairing of the recipe's own figure: reward on the left, response length on the right.
    series: rl
      ? [series('reward', 'Reward', 'left', 'purple'), series('responseLength', 'Response length (tokens)', 'right', 'orange', DASHED)]
      : [series('loss', 'Loss', 'left', 'blue')],
    removable: false,
  };
}

function tagChart(stage: DashboardStage, tag: string): ChartSpec {
  return {
    ...common(stage),
    id: `tag ${stage.name} ${tag}`,
    title: tag,
    series: [{ tag, metric: null, label: tag, axis: 'left', hue: 'green', dash: SOLID }],
    removable: true,
  };
}

const common = (stage: DashboardStage): Pick<ChartSpec, 'stage' | 'phases' | 'totalSteps' | 'live' | 'state'> => ({
  stage: stage.name,
  phases: stage.kind === 'rl' ? stage.phases : [],
  totalSteps: stage.totalSteps,
  live: isLive(stage.state),
  state: stage.state,
});

/** Steps the axis covers. */
export interface Domain {
  min: number;
  max: number;
}

/**
 * The axis of a live run ends at the plan's end halved until the data fills at least half of it: it stays still between
 * points and shows what is to come. Without a plan, and once the run has ended, it ends where the data ends.
 */
export function stepDomain(first: number, last: number, totalSteps: number | null, live: boolean): Domain {
  // Nearly all series begin near step 0 and read best from there; one resumed far on begins where it begins.
  const min = first > 10 && first > Math.max(last, totalSteps ?? 0) / 4 ? first : 0;
  let max = last;
  if (live && totalSteps !== null && totalSteps > last) {
    max = totalSteps;
    while (min + (max - min) / 2 >= last && max - min > 10) max = min + (max - min) / 2;
    max = Math.ceil(max);
  }
  return { min: min === max ? min - 1 : min, max: min === max ? max + 1 : max };
}
