import { svg } from './dom';

/** Own drawings on a 16x16 grid. The shape tells the state, so colour never has to. */
const DRAWINGS = {
  idle: [{ d: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z' }],
  pending: [{ d: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z' }, { d: 'M8 5v3l2 1.5' }],
  running: [{ d: 'M8 2.5a5.5 5.5 0 1 1-5.5 5.5' }],
  stopping: [{ d: 'M8 2.5a5.5 5.5 0 1 1-5.5 5.5' }, { d: 'M6 6h4v4h-4z', fill: true }],
  succeeded: [{ d: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z' }, { d: 'M5.5 8.2l1.8 1.8l3.4-3.8' }],
  failed: [{ d: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z' }, { d: 'M6 6l4 4M10 6l-4 4' }],
  stopped: [{ d: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z' }, { d: 'M6 6h4v4h-4z', fill: true }],
  lost: [{ d: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z' }, { d: 'M6.4 6.6a1.6 1.6 0 1 1 2.3 1.5c-.5.2-.7.5-.7 1M8 11v.2' }],
  launch: [{ d: 'M5 3.2v9.6l7.5-4.8z' }],
  stop: [{ d: 'M4 4h8v8h-8z' }],
  log: [{ d: 'M3 4h10M3 8h10M3 12h6' }],
  curves: [{ d: 'M2.5 2.5v11h11M4.5 10.5l3-4l2.3 2.2l3.7-5' }],
  config: [{ d: 'M2.5 4.5h6M11.5 4.5h2M2.5 11.5h2M7.5 11.5h6M10 3v3M6 10v3' }],
  close: [{ d: 'M4 4l8 8M12 4l-8 8' }],
  table: [{ d: 'M2.5 3h11v10h-11zM2.5 6.5h11M6.5 3v10' }],
  chart: [{ d: 'M2.5 2.5v11h11M5.5 11v-3M8.5 11v-6M11.5 11v-4.5' }],
  search: [{ d: 'M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9zM10.3 10.3l3.2 3.2' }],
  warning: [{ d: 'M8 2.5l6 11h-12zM8 6.5v3.5M8 11.8v.2' }],
  error: [{ d: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11zM8 5v3.8M8 10.8v.2' }],
  info: [{ d: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11zM8 7.2v3.8M8 5v.2' }],
  chevron: [{ d: 'M6 3.5l4.5 4.5l-4.5 4.5' }],
  check: [{ d: 'M3.5 8.5l3 3l6-7' }],
  diff: [{ d: 'M2.5 3h11v10h-11zM8 3v10M4.3 8h2M9.7 8h2M10.7 7v2' }],
  checkpoint: [{ d: 'M8 2.5l5.5 3l-5.5 3l-5.5-3zM2.5 8.5l5.5 3l5.5-3' }],
  none: [],
} as const satisfies Record<string, readonly { d: string; fill?: boolean }[]>;

export type IconName = keyof typeof DRAWINGS;

export const icon = (name: IconName): SVGSVGElement => svg([...DRAWINGS[name]], `icon icon-${name}`);
