import type { Pipeline, RunEntry, RunRecord, Target } from '../types';

/** The runs that one target of one pipeline shows. */
export interface Source {
  pipeline: Pipeline;
  target: Target;
  records: readonly RunRecord[];
}

/**
 * One list of runs, newest first. Two pipelines may share a workdir and then see the same runs: a run goes to the
 * pipeline it names, or, when that file has moved, to one that shows it.
 */
export function attribute(sources: readonly Source[]): RunEntry[] {
  const entries = new Map<string, RunEntry>();
  for (const { pipeline, target, records } of sources) {
    for (const record of records) {
      const known = entries.get(record.id);
      if (!known || closeness(record, pipeline, target) > closeness(record, known.pipeline, known.target)) {
        entries.set(record.id, { pipeline, target, record });
      }
    }
  }
  return [...entries.values()].sort((a, b) => b.record.createdAt - a.record.createdAt || (a.record.id < b.record.id ? 1 : -1));
}

const closeness = (record: RunRecord, pipeline: Pipeline, target: Target): number =>
  (record.pipeline.uri === pipeline.uri ? 4 : 0) +
  (record.pipeline.name === pipeline.name ? 2 : 0) +
  (record.target.name === target.name ? 1 : 0);
