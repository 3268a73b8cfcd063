/**
 * One package's fields through its releases, as `npm run schemas` extracts them (schemas/catalogues/NAME.json).
 *
 * A field that did not change between releases stands once: `[from, to, what]` holds from `versions[from]` up to and
 * with `versions[to]`, or up to the newest when `to` is null. So "since" and "removed in" are the ends of the spans.
 */
import * as v from 'valibot';

/** `[index of the first version, index of the last or null, what holds in between]` */
const Spans = <T extends v.GenericSchema>(what: T) => v.array(v.tuple([v.number(), v.nullable(v.number()), what]));

export const Field = v.object({
  /** Annotation as in the source; of an untyped default its kind. */
  type: v.string(),
  /** Kinds of values the annotation or the documentation names. */
  accepts: v.array(v.picklist(['int', 'float', 'str', 'bool', 'list', 'dict', 'null', 'any'])),
  /** What the argument parser does with a string. */
  converts: v.optional(v.picklist(['int', 'float', 'bool', 'str', 'choice', 'dict', 'any', 'switch']), 'any'),
  /** The conversion is of each element. */
  list: v.optional(v.boolean()),
  /** The texts `none` and `null` mean None. */
  noneText: v.optional(v.boolean()),
  /** The literal default; absent with `defaultText` where it is an expression, and where the field is required. */
  default: v.optional(v.unknown()),
  defaultText: v.optional(v.string()),
  /** No default: the framework stops without a value (Hydra's `???`, a dataclass field without default). */
  required: v.optional(v.boolean()),
  /** Set by the framework itself; a value in a file is overwritten or refused (`field(init=False)`). */
  derived: v.optional(v.boolean()),
  /** A mapping whose keys are free. */
  open: v.optional(v.boolean()),
  choices: v.optional(v.array(v.string())),
  /** `choices` are proposals; other values are taken too. */
  openChoices: v.optional(v.boolean()),
  /** Enumeration that `__post_init__` passes the value through; it rejects any other. */
  coerced: v.optional(v.string()),
  /** Other names of the flag. */
  aliases: v.optional(v.array(v.string())),
  help: v.optional(v.string()),
});
export type RawField = v.InferOutput<typeof Field>;

export const Group = v.object({
  /** Dotted module, or the file, that defines it. */
  module: v.string(),
  /** Groups of this or another package it inherits: `Name` or `package:Name`. */
  bases: v.optional(Spans(v.array(v.string())), []),
  /** Fields by name; nested configs by dotted path. */
  fields: v.record(v.string(), Spans(Field)),
});

export const PackageCatalogue = v.object({
  format: v.literal(2),
  /** Name in the index, or of the checkout. */
  package: v.string(),
  /** Every release that was read, oldest first. */
  versions: v.array(v.string()),
  /** For packages in no index: the commit each version was read from. */
  commits: v.optional(v.record(v.string(), v.string())),
  repository: v.optional(v.string()),
  /** What it is built from, per version: `{"transformers": ">=4.56"}`. */
  requires: v.optional(Spans(v.record(v.string(), v.string())), []),
  groups: v.record(v.string(), v.object({ ...Group.entries, present: v.optional(Spans(v.literal(true))) })),
  /** Which groups one command or config file is made of: `{"trl-sft": [[0, null, ["ScriptArguments", "SFTConfig"]]]}`. */
  commands: v.optional(v.record(v.string(), Spans(v.array(v.string()))), {}),
  /** Named lists that fields and rules refer to: template names, logger names, presets. */
  lists: v.optional(v.record(v.string(), Spans(v.array(v.string()))), {}),
});
export type PackageCatalogue = v.InferOutput<typeof PackageCatalogue>;
