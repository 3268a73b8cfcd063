/** The fields of TRL's SFT and GRPO configs, as extracted from the published packages. */
import * as v from 'valibot';
import { decode } from '../../../protocol/decode';
import type { Trainer } from '../../pipeline/types';
import data from '../../../schemas/catalogues/trl-1.13.0.json';

const Field = v.object({
  /** Annotation as in the source. */
  type: v.string(),
  /** Kinds of values the annotation or the documentation names. */
  accepts: v.array(v.picklist(['int', 'float', 'str', 'bool', 'list', 'dict', 'null', 'any'])),
  /** What the argument parser does with a string. */
  converts: v.picklist(['int', 'float', 'bool', 'str', 'choice', 'dict', 'any']),
  /** The conversion is of each element. */
  list: v.optional(v.boolean()),
  /** The texts `none` and `null` mean None. */
  noneText: v.optional(v.boolean()),
  default: v.optional(v.unknown()),
  defaultText: v.optional(v.string()),
  choices: v.optional(v.array(v.string())),
  /** Enumeration that `__post_init__` passes the value through; it rejects any other. */
  coerced: v.optional(v.string()),
  help: v.optional(v.string()),
});
const Flag = v.object({
  converts: v.picklist(['switch', 'str', 'int', 'float']),
  choices: v.optional(v.array(v.string())),
  openChoices: v.optional(v.boolean()),
  help: v.optional(v.string()),
});
const Catalogue = v.object({
  format: v.literal(1),
  packages: v.record(v.string(), v.string()),
  commands: v.record(v.string(), v.array(v.string())),
  classes: v.record(v.string(), v.object({ module: v.string(), bases: v.array(v.string()), fields: v.record(v.string(), Field) })),
  launch: v.record(v.string(), Flag),
  /** Fields of TRL's other trainers that neither SFT nor GRPO has: signs of a config that is not ours. */
  otherTrainers: v.array(v.string()),
  /** Per other trainer's config: which of our fields it has too. */
  shared: v.record(v.string(), v.array(v.string())),
});

export type FieldSpec = v.InferOutput<typeof Field> & { name: string; owner: string; hasDefault: boolean };
export type LaunchFlag = v.InferOutput<typeof Flag>;

export class TrlCatalogue {
  private readonly raw = decode(Catalogue, data, 'TRL catalogue');
  private readonly byTrainer = new Map<string, Map<string, FieldSpec>>();

  readonly version = this.raw.packages['trl'] ?? '';
  readonly launch: ReadonlyMap<string, LaunchFlag> = new Map(Object.entries(this.raw.launch));
  readonly otherTrainers: ReadonlySet<string> = new Set(this.raw.otherTrainers);
  readonly shared: Readonly<Record<string, string[]>> = this.raw.shared;
  /** Keys of one entry of `datasets`. */
  readonly dataset: ReadonlyMap<string, FieldSpec> = this.flatten('DatasetConfig');

  /** Every field that the trainer's config file may hold. */
  fields(trainer: Trainer): ReadonlyMap<string, FieldSpec> {
    let fields = this.byTrainer.get(trainer);
    if (!fields) {
      fields = new Map((this.raw.commands[trainer] ?? []).flatMap((name) => [...this.flatten(name)]));
      this.byTrainer.set(trainer, fields);
    }
    return fields;
  }

  /** A class's fields after inheritance: the nearest class wins. */
  private flatten(name: string): Map<string, FieldSpec> {
    const cls = this.raw.classes[name];
    const fields = new Map<string, FieldSpec>((cls?.bases ?? []).flatMap((base) => [...this.flatten(base)]));
    for (const [key, field] of Object.entries(cls?.fields ?? {})) {
      fields.set(key, { ...field, name: key, owner: name, hasDefault: 'default' in field || 'defaultText' in field });
    }
    return fields;
  }
}

let loaded: TrlCatalogue | undefined;

/** Decoded at first use: an editor that opens no config pays nothing. */
export const trlCatalogue = (): TrlCatalogue => (loaded ??= new TrlCatalogue());
