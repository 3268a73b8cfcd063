import type { Point } from '../../protocol/series';
import type { Columns } from './seriesStore';

/** `connection`: nothing can be read now. `files`: the others can. */
export type ProblemKind = 'connection' | 'files';

/** Where a source puts what it reads. */
export interface StageSink {
  points(points: readonly Point[]): void;
  /** A whole series, every time it changed. */
  columns(tag: string, columns: Columns): void;
  /** What keeps points from being shown, for people; null when nothing does (any more). */
  problem(kind: ProblemKind, text: string | null): void;
  /** Something that happened to the data and is worth knowing, though nothing is missing. */
  note(text: string): void;
}

/** One way to read the event files of one stage. Everything it needs from the host goes through the agent. */
export interface StageSource {
  readonly kind: 'data server' | 'event files';
  /** Looks for new points. @throws when the source is of no more use: open a new one */
  poll(): Promise<void>;
  /** Resolves when everything that was on disk at the call is in the sink. @throws as poll does */
  settle(): Promise<void>;
  /** Gives back what the host holds for it; never throws. */
  close(): Promise<void>;
}

export const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The `code` of an agent's error (see ERROR_CODES), null for any other error. */
export function agentErrorCode(error: unknown): string | null {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}
