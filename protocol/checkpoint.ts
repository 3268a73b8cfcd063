import * as v from 'valibot';

/** A checkpoint as the run folder shows it. */
export const CheckpointRecord = v.looseObject({
  /** Absolute POSIX path on the host. */
  path: v.string(),
  /** Run and stage it belongs to; null for a folder opened by hand (or the initial model). */
  runId: v.nullable(v.string()),
  stage: v.nullable(v.string()),
  step: v.nullable(v.number()),
  layout: v.picklist(['hf']),
  /** Bytes of all weight files. */
  size: v.number(),
  /** `writing`: a shard is shorter than its header promises. `torn`: the header itself cannot be read. */
  completeness: v.picklist(['complete', 'writing', 'torn']),
  problem: v.nullable(v.string()),
});
export type CheckpointRecord = v.InferOutput<typeof CheckpointRecord>;

/** One tensor as a safetensors header names it. */
export interface TensorInfo {
  name: string;
  dtype: string;
  shape: number[];
  /** File (basename) and absolute byte range inside it. */
  file: string;
  begin: number;
  end: number;
}

const Stat = v.nullable(v.number());

/**
 * One row of the weight comparison; `a` is the older or base checkpoint. Sums are in f64.
 * `cosine` is computed from norms and the norm of the difference so that it stays accurate near 1.
 */
export const TensorComparison = v.looseObject({
  name: v.string(),
  /** Group shown in the table: `vision tower`, `projector`, `embedding`, `layer 0`, `final norm`, `head`, `other`. */
  module: v.string(),
  status: v.picklist(['same', 'changed', 'added', 'removed', 'reshaped', 'retyped']),
  dtype: v.string(),
  shape: v.array(v.number()),
  elements: v.number(),
  /** ||b - a|| / ||a||; null where it was not computed (no numpy there, other shape). Infinity never: ||a|| = 0 gives null. */
  relativeL2: Stat,
  cosine: Stat,
  maxChange: Stat,
  /** Share in [0, 1] of elements whose bits differ; exact 0 means bit-identical. */
  changedShare: Stat,
  nonFiniteA: Stat,
  nonFiniteB: Stat,
});
export type TensorComparison = v.InferOutput<typeof TensorComparison>;

/** The same statistics over all tensors of a module, from their exact sums. */
export const ModuleComparison = v.looseObject({
  module: v.string(),
  tensors: v.number(),
  elements: v.number(),
  relativeL2: Stat,
  cosine: Stat,
  changedShare: Stat,
});
export type ModuleComparison = v.InferOutput<typeof ModuleComparison>;

export const ConfigChange = v.looseObject({
  /** File the value lies in, relative to the checkpoint (config.json) or `training config`. */
  file: v.string(),
  /** Dotted path of the value. */
  path: v.string(),
  /** JSON text of each side, null where absent. */
  a: v.nullable(v.string()),
  b: v.nullable(v.string()),
});
export type ConfigChange = v.InferOutput<typeof ConfigChange>;

export const ConfigFile = v.looseObject({
  /** What the user reads: config.json, generation_config.json, training config ... */
  label: v.string(),
  /** Absolute host paths, null where that side has none. */
  a: v.nullable(v.string()),
  b: v.nullable(v.string()),
  changed: v.boolean(),
});
export type ConfigFile = v.InferOutput<typeof ConfigFile>;

export const Comparison = v.looseObject({
  format: v.number(),
  a: CheckpointRecord,
  b: CheckpointRecord,
  /** How the values were read: numpy or torch beside the files; `headers` means bit equality and headers only. */
  method: v.picklist(['numpy', 'headers']),
  tensors: v.array(TensorComparison),
  modules: v.array(ModuleComparison),
  configFiles: v.array(ConfigFile),
  configChanges: v.array(ConfigChange),
  /** Why parts could not be compared, said aloud; empty when all could. */
  notes: v.array(v.string()),
});
export type Comparison = v.InferOutput<typeof Comparison>;
