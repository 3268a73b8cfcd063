import type { DashboardRun, SeriesColumns, ToDashboard } from '../../protocol/webview/dashboard';
import { seriesKey, SeriesStore } from './series/store';

export interface Failure {
  message: string;
  hint: string | null;
}
/** What a message changed: `page` the words around the charts, `series` the curves (by key), or all of them. */
export interface Change {
  page: boolean;
  series: 'all' | string[];
}

/** What the page knows: one run, its points, and whether something went wrong on the way. */
export class DashboardModel {
  readonly series = new SeriesStore();
  run: DashboardRun | null = null;
  /** Title of the run that is being opened, null when nothing is on its way. */
  loading: string | null = null;
  /** A failure beside a run that is on screen leaves the run there. */
  failure: Failure | null = null;

  apply(message: ToDashboard): Change {
    switch (message.type) {
      case 'loading':
        this.loading = message.title;
        this.run = null;
        this.failure = null;
        this.series.clear();
        return { page: true, series: 'all' };
      case 'snapshot':
        this.loading = null;
        this.failure = null;
        this.run = message.run;
        this.series.clear();
        for (const series of message.series) this.series.replaceFrom(-Infinity, series);
        return { page: true, series: 'all' };
      case 'run':
        this.run = message.run;
        this.loading = null;
        return { page: true, series: [] };
      case 'append':
        return this.append(message.fromStep, message.series);
      case 'error':
        this.loading = null;
        this.failure = { message: message.message, hint: message.hint };
        return { page: true, series: [] };
    }
  }

  private append(fromStep: number, series: SeriesColumns): Change {
    this.series.replaceFrom(fromStep, series);
    return { page: false, series: [seriesKey(series.stage, series.tag)] };
  }
}
