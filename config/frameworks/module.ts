/** What the product knows about one framework, in one table row. */
import type { FieldSpec } from '../catalogue/catalogue';
import type { FieldTable } from '../catalogue/fieldTable';
import type { Versions } from '../catalogue/versions';
import type { HintRule, Rule, RuleContext } from '../check/context';
import type { ConfigPart } from '../check/part';
import type { FrameworkId, PackageName } from './ids';

export interface FrameworkModule {
  id: FrameworkId;
  /** As people write it: `LLaMA-Factory`. */
  title: string;
  /** Catalogues that its fields come from; the first names the version that the status bar shows. */
  packages: readonly PackageName[];
  /** Who reads its YAML files. */
  loader: 'pyyaml' | 'omegaconf';
  fields(part: ConfigPart, versions: Versions): FieldTable;
  /** Processes that train together, as the config itself says; null where it does not. */
  world?(context: RuleContext): number | null;
  /** Keys of the same file that something else reads, such as a launcher's flags. */
  alsoReads?(versions: Versions): ReadonlyMap<string, FieldSpec>;
  rules: readonly Rule[];
  hints?: readonly HintRule[];
  /** Values of a field that only the workspace knows: data set names, files. Offered by completions. */
  values?(context: RuleContext, path: string): Promise<string[]>;
}
