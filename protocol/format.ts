/**
 * Format numbers of everything that is written to disk or crosses the wire.
 *
 * Readers accept every older number, show a newer one read-only and keep unknown fields. A number goes up when an old
 * reader would misread the new form; a new optional field does not raise it.
 */
export const FORMAT = {
  /** Frames and messages between editor and agent. */
  agent: 1,
  /** `plan.json` in a run folder. */
  plan: 1,
  /** `record.json` in a run folder. */
  runRecord: 1,
  /** Cached series in the editor's global storage. */
  series: 1,
  /** Results of comparing two checkpoints. */
  comparison: 1,
  /** The summary that a headless run writes. */
  summary: 1,
} as const;
