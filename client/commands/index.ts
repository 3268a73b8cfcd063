import type { Context } from '../context';
import type { CompareSelection } from '../runs/compareSelection';
import type { Disposable, Pipeline, Target } from '../types';
import { command } from './command';
import { compareCheckpoints, compareWithSelected, selectForCompare } from './compareCheckpoints';
import { launchPipeline } from './launchPipeline';
import { launchStage } from './launchStage';
import { openConfig } from './openConfig';
import { showDashboard } from './showDashboard';
import { showLog } from './showLog';
import { showPlan } from './showPlan';
import { stopRun } from './stopRun';

/** Every command of package.json. */
export const registerCommands = (context: Context, selection: CompareSelection): Disposable[] => [
  launchStage(context),
  launchPipeline(context),
  stopRun(context),
  showPlan(context),
  showLog(context),
  showDashboard(context),
  command('reasoner.openLaunchpad', () => context.panels.showLaunchpad()),
  compareCheckpoints(context),
  selectForCompare(selection),
  compareWithSelected(context, selection),
  openConfig(context),
  command('reasoner.refreshRuns', async () => {
    context.checkpoints.forget();
    const look = context.runs.look();
    await context.runs.refresh().finally(() => look.dispose());
  }),
  command('reasoner.connectTarget', async (row) => {
    const { pipeline, target } = (row ?? {}) as { pipeline?: Pipeline; target?: Target };
    if (pipeline && target) await context.runs.connect(pipeline, target);
  }),
  command('reasoner.restartServer', () => context.language.restart()),
];
