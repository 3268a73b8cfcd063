/** What a rule may ask. A rule sees values and never syntax. */
import type { FieldTable } from '../catalogue/fieldTable';
import type { Versions } from '../catalogue/versions';
import type { Files, TargetFacts } from '../files';
import type { Finding } from '../finding';
import type { FrameworkId } from '../frameworks/ids';
import type { MapNode, Range } from '../syntax/tree';
import type { StageUse } from './neighbour';
import type { ConfigPart } from './part';

export interface RuleContext {
  uri: string;
  files: Files;
  framework: FrameworkId;
  part: ConfigPart;
  /** The part's own entries. */
  root: MapNode;
  fields: FieldTable;
  versions: Versions;
  /** Facts about the machine it will run on; each is null while unknown. */
  target: TargetFacts;
  /** Processes that train together: from the config, else the command that launches it, else the target; null while nobody says. */
  world(): number | null;
  /** The pipeline stage that runs this config, when there is exactly one. */
  stage: StageUse | null;
  settings: CheckSettings;
}

/** What the user chose for the whole workspace. */
export interface CheckSettings {
  /** By rule id, or by a prefix that ends in `*`. */
  rules: Readonly<Record<string, 'off' | Finding['severity']>>;
  /** By package. */
  versions: Readonly<Record<string, string>>;
  /** Hints about deviations from the published recipe; off unless chosen. */
  recipe: boolean;
}

export const NO_SETTINGS: CheckSettings = { rules: {}, versions: {}, recipe: false };

/** Synchronous where it can be; a rule that looks at files is not. */
export type Rule = (context: RuleContext) => Finding[] | Promise<Finding[]>;

/** A number that the editor shows behind a value, such as the effective batch size. */
export interface Hint {
  /** Offset behind which it stands. */
  at: number;
  label: string;
  /** The formula, with the values put in. */
  tooltip: string;
}
export type HintRule = (context: RuleContext) => Hint[] | Promise<Hint[]>;

export type { Finding, Range };
