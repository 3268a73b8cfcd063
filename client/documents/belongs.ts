import { isAbsolute, relativeTo } from '../../protocol/posixPath';
import type { RunRecord } from '../types';

/** Whether a host path lies in a folder that this run works in. No address opens anything else on a host. */
export const belongsTo = (record: RunRecord, path: string): boolean =>
  isAbsolute(path) &&
  [record.workdir, record.runDir, ...record.stages.map(({ outputDir }) => outputDir)].some((folder) => relativeTo(folder, path) !== null);
