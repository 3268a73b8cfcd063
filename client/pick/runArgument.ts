import type { RunEntry } from '../types';

/** What a tree row, a link of a panel or a caller names. */
export interface RunArgument {
  runId?: string;
  stage?: string;
}

/** Reads the run and stage out of whatever a command was called with: a row of the view, an object, or nothing. */
export function runArgument(argument: unknown): RunArgument {
  if (typeof argument === 'string') return { runId: argument };
  if (typeof argument !== 'object' || argument === null) return {};
  const { entry, stage, runId } = argument as { entry?: RunEntry; stage?: unknown; runId?: unknown };
  const name = typeof stage === 'string' ? stage : typeof stage === 'object' && stage !== null ? (stage as { name?: unknown }).name : undefined;
  const id = typeof runId === 'string' ? runId : entry?.record.id;
  return { ...(typeof id === 'string' ? { runId: id } : {}), ...(typeof name === 'string' ? { stage: name } : {}) };
}
