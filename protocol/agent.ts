/**
 * Messages between editor (or CLI) and the agent on a host, over one byte stream.
 *
 * Stream: the agent first writes the line `REASONER-AGENT <format>\n` (anything before it is noise of a login script and
 * is skipped, at most 64 KiB). Then frames both ways:
 *
 *   u32 BE header length | u32 BE payload length | header (UTF-8 JSON) | payload (raw bytes)
 *
 * Header: a request `{id, method, params}`, a response `{id, result}` or `{id, error}`, or an event `{sub, event}` that
 * belongs to the subscription with that id (`{sub, end}` when it ended by itself). `id`s are chosen by the editor, ascending from 1. A subscription is a
 * request whose response arrives at once and whose events carry its id as `sub` until `cancel`. Payload bytes belong
 * to the header's message; most messages have none.
 */
import * as v from 'valibot';
import { Plan } from './plan';
import { RunRecord } from './run';

export const PREAMBLE = 'REASONER-AGENT';
/** A longer header or payload is a broken peer, not data. */
export const MAX_HEADER = 8 * 1024 * 1024;
export const MAX_PAYLOAD = 16 * 1024 * 1024;
/** Bytes per frame when files or logs are streamed. */
export const CHUNK = 256 * 1024;

/** Error codes an agent may answer with; `message` is for people, `hint` says what to do. */
export const ERROR_CODES = [
  'bad-request',
  'not-found',
  'not-permitted',
  'newer-format',
  'workdir-busy',
  'would-overwrite',
  'no-data-server',
  'no-numpy',
  'cancelled',
  'internal',
] as const;
export const AgentErrorBody = v.looseObject({
  code: v.string(),
  message: v.string(),
  hint: v.nullable(v.string()),
});
export type AgentErrorBody = v.InferOutput<typeof AgentErrorBody>;

export const FileEntry = v.looseObject({
  /** POSIX path relative to the listed folder. */
  path: v.string(),
  type: v.picklist(['file', 'dir', 'link', 'other']),
  size: v.number(),
  /** Seconds since the epoch. */
  mtime: v.number(),
  /** Tells a file that was replaced by another of the same name. */
  inode: v.optional(v.number()),
});
export type FileEntry = v.InferOutput<typeof FileEntry>;

/** Every request: its parameters (sent) and its result (checked on arrival). */
export const AgentMethods = {
  hello: {
    params: v.object({ format: v.number() }),
    result: v.looseObject({
      format: v.number(),
      /** sha256 of the agent's zipapp. */
      agent: v.string(),
      python: v.string(),
      platform: v.string(),
      hostname: v.string(),
      user: v.string(),
      home: v.string(),
      bootId: v.string(),
    }),
  },
  /** Expands `~`, makes absolute (against `base` or home), does not require existence. */
  resolve: {
    params: v.object({ path: v.string(), base: v.nullable(v.string()) }),
    result: v.looseObject({ path: v.string(), exists: v.boolean() }),
  },
  /** Entries below `path`, at most `limit`, at most `depth` levels, hidden names included, links not followed. */
  list: {
    params: v.object({ path: v.string(), depth: v.number(), limit: v.number() }),
    result: v.looseObject({ entries: v.array(FileEntry), truncated: v.boolean() }),
  },
  /** Payload of the response: at most `length` (<= MAX_PAYLOAD) bytes from `offset`; `size` is the file's size now. */
  read: {
    params: v.object({ path: v.string(), offset: v.number(), length: v.number() }),
    result: v.looseObject({ size: v.number() }),
  },
  /** Which of these files are absent or different in the workdir. */
  missing: {
    params: v.object({
      workdir: v.string(),
      files: v.array(v.object({ path: v.string(), sha256: v.string(), size: v.number(), mode: v.number() })),
    }),
    result: v.looseObject({ missing: v.array(v.string()) }),
  },
  /** Request payload: the whole file (<= MAX_PAYLOAD). Written atomically; refused while a live run uses the workdir and the content differs. */
  put: {
    params: v.object({ workdir: v.string(), path: v.string(), sha256: v.string(), mode: v.number() }),
    result: v.looseObject({}),
  },
  /** Starts the plan under a supervisor, or finds the run that this token started before. */
  launch: {
    params: v.object({ plan: Plan }),
    result: v.looseObject({ runId: v.string(), existing: v.boolean(), record: RunRecord }),
  },
  /** Runs below `<workdir>/.reasoner/runs`, oldest first; a record that cannot be read is counted, never fatal. */
  runs: {
    params: v.object({ workdir: v.string() }),
    result: v.looseObject({ runs: v.array(RunRecord), unreadable: v.array(v.object({ path: v.string(), message: v.string() })) }),
  },
  /** Asks the supervisor to stop: SIGTERM to the process group, SIGKILL after `graceSeconds`. */
  stop: {
    params: v.object({ runDir: v.string(), graceSeconds: v.number() }),
    result: v.looseObject({ record: RunRecord }),
  },
  /** Subscription. Events: WatchEvent, one per changed record, the present state of all runs first. */
  watchRuns: { params: v.object({ workdir: v.string() }), result: v.looseObject({}) },
  /** Subscription. Events: TailEvent with payload. From `offset` (negative: that many bytes before the end) on, as it grows. */
  tail: { params: v.object({ path: v.string(), offset: v.number() }), result: v.looseObject({}) },
  /**
   * Subscription for our own event-file reader: new bytes of every file below `path` whose name contains `tfevents`.
   * Events: EventFileEvent with payload. A replaced or truncated file starts again at offset 0 with a new `generation`.
   */
  tailEventFiles: { params: v.object({ path: v.string() }), result: v.looseObject({}) },
  /** Starts (or shares) the data server for `logdir`; `venv` says where its wheel is installed. Stream with `connect`. */
  dataServer: {
    params: v.object({ logdir: v.string(), venv: v.nullable(v.string()) }),
    result: v.looseObject({ server: v.string(), binary: v.string() }),
  },
  /** Gives one reader's share of a data server back; the last one ends it. */
  releaseDataServer: { params: v.object({ server: v.string() }), result: v.looseObject({}) },
  /** Subscription: a TCP connection to a data server started here. Events: StreamEvent with payload. */
  connect: { params: v.object({ server: v.string() }), result: v.looseObject({}) },
  /** Bytes (payload) for a connection; `end` half-closes it. */
  send: { params: v.object({ connection: v.number(), end: v.boolean() }), result: v.looseObject({}) },
  /**
   * Subscription: compares two safetensors checkpoints where they lie. Events: CompareEvent. `venv` names the stage's
   * Python, whose numpy is used when present.
   */
  compare: {
    params: v.object({ a: v.string(), b: v.string(), venv: v.nullable(v.string()) }),
    result: v.looseObject({}),
  },
  /** Ends a subscription (or a pending request) by its id. */
  cancel: { params: v.object({ id: v.number() }), result: v.looseObject({}) },
} as const;

export type AgentMethod = keyof typeof AgentMethods;
export type Params<M extends AgentMethod> = v.InferOutput<(typeof AgentMethods)[M]['params']>;
export type Result<M extends AgentMethod> = v.InferOutput<(typeof AgentMethods)[M]['result']>;

export const WatchEvent = v.looseObject({ record: RunRecord });
export type WatchEvent = v.InferOutput<typeof WatchEvent>;

/** `truncated`: the file shrank and is read from its start again. */
export const TailEvent = v.looseObject({ offset: v.number(), truncated: v.boolean() });
export type TailEvent = v.InferOutput<typeof TailEvent>;

export const EventFileEvent = v.looseObject({
  /** Path relative to the watched folder. */
  file: v.string(),
  generation: v.number(),
  offset: v.number(),
});
export type EventFileEvent = v.InferOutput<typeof EventFileEvent>;

export const StreamEvent = v.looseObject({ closed: v.boolean() });
export type StreamEvent = v.InferOutput<typeof StreamEvent>;

/** Sums per tensor; statistics are formed from them in engine/checkpoints so that groups add up exactly. */
export const TensorSums = v.looseObject({
  name: v.string(),
  dtypeA: v.nullable(v.string()),
  dtypeB: v.nullable(v.string()),
  shapeA: v.nullable(v.array(v.number())),
  shapeB: v.nullable(v.array(v.number())),
  elements: v.number(),
  /** Elements whose bits differ; null when the two cannot be laid over each other. */
  changed: v.nullable(v.number()),
  /** f64 sums over finite pairs; null without numpy. */
  sumAA: v.nullable(v.number()),
  sumBB: v.nullable(v.number()),
  sumDD: v.nullable(v.number()),
  maxChange: v.nullable(v.number()),
  nonFiniteA: v.nullable(v.number()),
  nonFiniteB: v.nullable(v.number()),
});
export type TensorSums = v.InferOutput<typeof TensorSums>;

export const CompareEvent = v.variant('kind', [
  v.looseObject({ kind: v.literal('progress'), done: v.number(), total: v.number() }),
  v.looseObject({ kind: v.literal('tensor'), sums: TensorSums }),
  v.looseObject({ kind: v.literal('done'), method: v.picklist(['numpy', 'headers']), notes: v.array(v.string()) }),
  v.looseObject({ kind: v.literal('failed'), error: AgentErrorBody }),
]);
export type CompareEvent = v.InferOutput<typeof CompareEvent>;

/** What arrives from the agent, checked before anything else looks at it. */
export const AgentHeader = v.union([
  v.looseObject({ id: v.number(), result: v.unknown() }),
  v.looseObject({ id: v.number(), error: AgentErrorBody }),
  v.looseObject({ sub: v.number(), event: v.unknown() }),
  /** The subscription ended by itself; `end` says why, null when there is just nothing more to come. */
  v.looseObject({ sub: v.number(), end: v.nullable(AgentErrorBody) }),
]);
