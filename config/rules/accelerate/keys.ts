/** Keys that accelerate does not have: refused at the top, without effect inside a section. */
import { fieldTable } from '../../catalogue/fieldTable';
import type { Finding, Rule } from '../../check/context';
import { warning } from '../../check/report';
import { flatName } from '../../frameworks/accelerate/view';
import { suggest } from '../../suggest';
import { effectiveEntries } from '../../syntax/tree';
import { unknownKey } from '../shared/unknownKeys';

export const unknownFields: Rule = (context) =>
  context.root.entries.flatMap((entry): Finding[] => {
    if (entry.merged || entry.overridden || context.fields.has(entry.key)) return [];
    // Half-typed: the syntax says so already.
    if (!entry.value.certain && entry.value.kind !== 'map') return [];
    return [unknownKey(context, entry.key, entry, { rule: 'ACC-UNKNOWN-KEY', consequence: 'accelerate launch stops with "The config file had unknown keys"' })];
  });

/** Sections of which every key becomes a flag of `accelerate launch`; Megatron's hold more than the flags. */
const SECTIONS = ['deepspeed_config', 'fsdp_config', 'parallelism_config'];

/** Read from the config without a flag of their own. */
const WITHOUT_FLAG = new Set(['fsdp_ignored_modules', 'deepspeed_moe_layer_cls_names', 'fsdp_cpu_ram_efficient_loading', 'fsdp_enable_activation_checkpointing', 'fsdp_transformer_cls_to_wrap']);

export const unusedSectionKeys: Rule = (context) => {
  const flags = fieldTable('accelerate', 'launch', context.versions);
  return SECTIONS.flatMap((section) => {
    const node = context.root.entries.find((entry) => entry.key === section && !entry.overridden)?.value;
    if (node?.kind !== 'map' || !node.certain) return [];
    return effectiveEntries(node).flatMap((entry): Finding[] => {
      const name = flatName(section, entry.key);
      if (!entry.textKey || !entry.value.certain || flags.has(name) || WITHOUT_FLAG.has(name) || flags.history(name)) return [];
      const names = [...flags.specs.keys()];
      const meant = flags.has(`${section}_${entry.key}`) ? `${section}_${entry.key}` : suggest(name, names);
      const fix = meant ? { title: `Change to ${meant}`, range: entry.keyRange, text: meant } : null;
      return [warning('ACC-UNKNOWN-KEY', `${section}.${entry.key} is no option of accelerate launch ${context.versions.of('accelerate').version}; it has no effect.${meant ? ` Did you mean ${meant}?` : ''}`, entry.keyRange, fix)];
    });
  });
};
