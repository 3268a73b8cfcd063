/** Runs on a host: launching, following, stopping, reading their logs. */
export { launchPlan, ShipError } from './launch';
export { createRuns } from './runs';
