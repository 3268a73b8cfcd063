/** Which parts of a verl config are known: the schema it is composed from, and whether anything can still be added. */
import type { RuleContext } from '../../check/context';
import type { ConfigPart } from '../../check/part';
import { setting } from '../../check/settings';
import { loadedCatalogue } from '../../catalogue/store';
import { entryOf, isScalar, type MapEntry, type MapNode } from '../../syntax/tree';

/** What every run has to say itself. A YAML file with all of it describes a run, not a part that a command completes. */
const RUN: Readonly<Record<string, readonly string[]>> = {
  verl: ['data.train_files', 'actor_rollout_ref.model.path', 'trainer.n_gpus_per_node'],
  'verl-sft': ['data.train_files', 'model.path'],
};

/** Nothing is added later: a command, a stage of a pipeline, or a file that describes a whole run. */
export function isComplete(context: RuleContext): boolean {
  if (context.part.launch !== null || context.stage !== null) return true;
  return (RUN[context.framework] ?? []).every((path) => setting(context, path).entry !== undefined) && extendsShipped(context.root, shippedCommand(context));
}

/** Overrides on a command line; a YAML file is merged before the config is closed to new keys. */
export const isOverrides = (context: RuleContext): boolean => context.part.syntax === 'hydra';

/** Names of config groups, without the package they are placed in. */
function groupNames(context: RuleContext): readonly string[] {
  const list = context.framework === 'verl' ? 'ppo_config_groups' : 'sft_config_groups';
  return loadedCatalogue('verl').list(list, context.versions.of('verl').version);
}

/** An override that picks another file of a config group: `model_engine=megatron`, `actor@actor_rollout_ref.actor=x`. */
export function choosesGroup(context: RuleContext, entry: MapEntry): boolean {
  if (/[@/]/.test(entry.key)) return true;
  return isOverrides(context) && isScalar(entry.value) && groupNames(context).includes(entry.key);
}

/** The catalogue's command, with the engine that the config chooses: `model_engine=megatron` is `ppo_megatron_trainer`. */
export function commandOf(part: ConfigPart, version: string): string {
  if (part.framework === 'verl-sft') return sftCommand(part, version);
  if (part.framework !== 'verl' || part.command !== 'ppo_trainer') return part.command;
  const engine = entryOf(part.root, 'model_engine')?.value;
  if (engine?.kind !== 'str' || !engine.certain) return part.command;
  const command = engine.value === 'dp' ? 'ppo_trainer' : `ppo_${String(engine.value)}_trainer`;
  return loadedCatalogue('verl').hasCommand(command, version) ? command : part.command;
}

/** The older trainer's config is gone since 0.7.1; a file that does not say which one it extends has the one that is there. */
function sftCommand(part: ConfigPart, version: string): string {
  const catalogue = loadedCatalogue('verl');
  const list = entryOf(part.root, 'defaults')?.value;
  const named = list?.kind === 'list' ? list.items.find((item) => item.kind === 'str' && String(item.value).startsWith('sft_trainer')) : undefined;
  const command = named?.kind === 'str' ? String(named.value) : part.command;
  return catalogue.hasCommand(command, version) || !catalogue.hasCommand('sft_trainer_engine', version) ? command : 'sft_trainer_engine';
}

/** The engine that the command's schema is composed for: `ppo_megatron_trainer` is megatron. */
const engineOf = (command: string): string => /^(?:ppo_|sft_trainer_engine_)(\w+?)(?:_trainer)?$/.exec(command)?.[1]?.replace(/^trainer$/, 'dp') ?? 'dp';

/** The group choices fit the schema that the catalogue gave. */
function groupsFit(context: RuleContext): boolean {
  const command = commandOf(context.part, context.versions.of('verl').version);
  const engine = engineOf(command);
  return context.root.entries.every((entry) => {
    if (!choosesGroup(context, entry)) return true;
    const chosen = entry.value.kind === 'str' && entry.value.certain ? String(entry.value.value) : null;
    if (entry.key === 'model_engine') return chosen === engine;
    if (entry.key === 'engine' || entry.key === 'optim') return context.framework === 'verl-sft' && chosen === (engine === 'dp' ? 'fsdp' : engine);
    // Hydra's own groups (job logging, launchers) change nothing here.
    return entry.key.startsWith('hydra/');
  });
}

/** The shipped config that a primary one names; an engine is chosen beside it. */
const shippedCommand = (context: RuleContext): string =>
  context.framework === 'verl-sft' ? commandOf(context.part, context.versions.of('verl').version) : context.part.command;

/** The defaults list of a primary config names the shipped config before itself and nothing else. */
function extendsShipped(map: MapNode, command: string): boolean {
  const list = entryOf(map, 'defaults')?.value;
  if (list?.kind !== 'list' || !list.certain) return false;
  const names = list.items.map((item) => (item.kind === 'str' ? String(item.value) : null));
  return names.length === 2 && names[0] === command && names[1] === '_self_';
}

/** Fields that nothing sets have the defaults of the catalogue's schema. */
export function isComposed(context: RuleContext): boolean {
  const { part } = context;
  if (!groupsFit(context)) return false;
  if (part.base) return part.base.root !== null && extendsShipped(part.base.root, shippedCommand(context));
  return isOverrides(context) || extendsShipped(context.root, shippedCommand(context));
}
