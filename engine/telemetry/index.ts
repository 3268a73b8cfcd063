/** Curves: event files on a host become live series of a run. */
export { LiveRunCurves, type RunCurvesOptions } from './runCurves';
