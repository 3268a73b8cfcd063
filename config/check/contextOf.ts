/** Everything the rules of one config part may ask, gathered. */
import { loadCatalogues } from '../catalogue/store';
import { Versions } from '../catalogue/versions';
import type { Files } from '../files';
import { commentOf } from '../frameworks/comment';
import type { PackageName } from '../frameworks/ids';
import { frameworkModule } from '../frameworks/registry';
import type { CheckSettings, RuleContext } from './context';
import { knownVersions, targetFacts } from './known';
import type { StageUse } from './neighbour';
import type { ConfigPart } from './part';

/** The package whose version is the framework's. */
export const mainPackage = (part: ConfigPart): PackageName => frameworkModule(part.framework).packages[0] ?? 'trl';

export async function contextOf(files: Files, uri: string, text: string, part: ConfigPart, uses: readonly StageUse[], settings: CheckSettings): Promise<RuleContext> {
  const module = frameworkModule(part.framework);
  const stage = uses[0] ?? null;
  const [known] = await Promise.all([knownVersions(files, uri, commentOf(text), mainPackage(part), stage, settings), loadCatalogues(module.packages)]);
  const versions = new Versions(known, mainPackage(part));
  const fields = module.fields(part, versions);
  const target = targetFacts(stage);
  const context: RuleContext = {
    uri,
    files,
    framework: part.framework,
    part,
    root: part.root,
    fields,
    versions,
    target,
    stage,
    settings,
    world() {
      const own = module.world?.(context);
      if (own != null) return own;
      const { launch } = part;
      if (launch && launch.launcher !== 'none') {
        // The command decides, even where it does not tell: `torchrun --nnodes=$NODES`.
        return launch.processes === null || launch.nodes === null ? null : launch.processes * launch.nodes;
      }
      return target.worldSize;
    },
  };
  return context;
}
