import type { Duplex } from 'node:stream';
import type { Columns } from '../seriesStore';
import { TensorBoardDataProvider } from './generated/tensorboard/data/proto/data_provider_pb';
import { TunnelSession } from './session';
import { unaryCall } from './unaryCall';

/** 14 bytes per point: about 19 million points in one answer. */
const LIMITS = { timeoutMs: 30_000, answerBytes: 256 * 1024 * 1024 };
/** Above any real length, so that nothing is sampled away; the server takes any int64. */
const EVERY_POINT = 1n << 40n;
const PLUGIN = { pluginName: 'scalars' };

/** The data server is there no more, or does not answer as one. */
export class DataServerError extends Error {
  override readonly name = 'DataServerError';
}

/** Names one series: `run` is its folder relative to the log directory, `.` for that directory itself. */
export interface SeriesKey {
  run: string;
  tag: string;
}
export interface SeriesHead extends SeriesKey {
  maxStep: number;
  /** Seconds since the epoch; changes when a step is written again. */
  maxWallTime: number;
}

/** What we ask of a TensorBoard data server. Every call is one round trip; the server has no increments. */
export interface DataServerClient {
  /** Folders that were loaded at least once. One that is missing may not be loaded yet. */
  listRuns(): Promise<string[]>;
  listScalars(): Promise<SeriesHead[]>;
  /** Whole series, every point. One batch, because each call has its latency. */
  readScalars(keys: readonly SeriesKey[]): Promise<(SeriesKey & { columns: Columns })[]>;
  close(): void;
}

/** @param stream the connection; it belongs to the client from here on. Calls throw DataServerError. */
export function dataServerClient(stream: Duplex): DataServerClient {
  const session = new TunnelSession(stream);
  const { listRuns, listScalars, readScalars } = TensorBoardDataProvider.method;
  return {
    async listRuns() {
      return (await answer(unaryCall(session, listRuns, {}, LIMITS))).runs.map(({ name }) => name);
    },
    async listScalars() {
      const { runs } = await answer(unaryCall(session, listScalars, { pluginFilter: PLUGIN }, LIMITS));
      return runs.flatMap((run) =>
        run.tags.map(({ tagName, metadata }) => ({
          run: run.runName,
          tag: tagName,
          maxStep: Number(metadata?.maxStep ?? 0n),
          maxWallTime: metadata?.maxWallTime ?? 0,
        })),
      );
    },
    async readScalars(keys) {
      if (keys.length === 0) return [];
      const wanted = new Set(keys.map(keyOf));
      const runTagFilter = {
        runs: { names: [...new Set(keys.map(({ run }) => run))] },
        tags: { names: [...new Set(keys.map(({ tag }) => tag))] },
      };
      const { runs } = await answer(
        unaryCall(session, readScalars, { pluginFilter: PLUGIN, runTagFilter, downsample: { numPoints: EVERY_POINT } }, LIMITS),
      );
      return runs.flatMap((run) =>
        run.tags
          // The filter is runs x tags: it may name pairs nobody asked for.
          .filter(({ tagName }) => wanted.has(keyOf({ run: run.runName, tag: tagName })))
          .map(({ tagName, data }) => ({
            run: run.runName,
            tag: tagName,
            columns: { steps: (data?.step ?? []).map(Number), wallTimes: data?.wallTime ?? [], values: data?.value ?? [] },
          })),
      );
    },
    close: () => session.close(),
  };
}

async function answer<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw new DataServerError(`The data server does not answer (${(error as Error).message}).`, { cause: error });
  }
}

/** One text per series: neither a folder name nor a tag can hold a NUL together with the other's start. */
export const keyOf = ({ run, tag }: SeriesKey): string => `${run}\0${tag}`;
