/** `fsdp_config`, as accelerate's launcher and its FSDP plugin take it (accelerate/utils/{launch,dataclasses}.py). */
import type { Finding, Rule, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import { entryRange } from '../../check/settings';
import { since } from '../../check/since';
import { engineOf, pythonText, sectionOf, strToBool } from '../../frameworks/accelerate/view';
import { suggest } from '../../suggest';
import { isScalar, type MapEntry } from '../../syntax/tree';

type Section = ReadonlyMap<string, MapEntry>;

/** Text of an option as the plugin sees it; null where it is not known, undefined where it is not there. */
const textAt = (section: Section, key: string): string | null | undefined => {
  const entry = section.get(key);
  return entry && pythonText(entry.value);
};

/** 1 or 2; null where it is not known. */
function versionOf(context: RuleContext, section: Section): number | null {
  // The field came with FSDP 2.
  if (!since(context, 'accelerate', '1.6.0')) return 1;
  const text = textAt(section, 'fsdp_version');
  if (text === undefined) return 1;
  return text !== null && /^\s*[12]\s*$/.test(text) ? Number(text) : null;
}

const STRATEGIES = ['FULL_SHARD', 'SHARD_GRAD_OP', 'NO_SHARD', 'HYBRID_SHARD', 'HYBRID_SHARD_ZERO2'];
const CHOICES: Readonly<Record<string, { choices: readonly string[]; numbers: number; only?: 1 | 2 }>> = {
  fsdp_sharding_strategy: { choices: [...STRATEGIES, '_HYBRID_SHARD_ZERO2'], numbers: 5, only: 1 },
  fsdp_backward_prefetch: { choices: ['BACKWARD_PRE', 'BACKWARD_POST', 'NO_PREFETCH'], numbers: 2 },
  fsdp_state_dict_type: { choices: ['FULL_STATE_DICT', 'LOCAL_STATE_DICT', 'SHARDED_STATE_DICT'], numbers: 3 },
  fsdp_auto_wrap_policy: { choices: ['TRANSFORMER_BASED_WRAP', 'SIZE_BASED_WRAP', 'NO_WRAP'], numbers: 0 },
};

const BOOLEANS: Readonly<Record<string, 1 | 2 | null>> = {
  fsdp_offload_params: null,
  fsdp_activation_checkpointing: null,
  fsdp_activation_checkpointing_offload: null,
  fsdp_cpu_ram_efficient_loading: null,
  fsdp_use_orig_params: 1,
  fsdp_sync_module_states: 1,
  fsdp_forward_prefetch: 1,
  fsdp_reshard_after_forward: 2,
};

export const fsdpOptions: Rule = (context) => {
  const section = engineOf(context) === 'fsdp' ? sectionOf(context, 'fsdp_config') : null;
  if (!section) return [];
  const version = versionOf(context, section);
  return [...versionFinding(context, section), ...choices(section, version), ...booleans(context, section, version), ...generations(section, version), ...loading(section), ...offload(section, version), ...sizes(section)];
};

function versionFinding(context: RuleContext, section: Section): Finding[] {
  const text = textAt(section, 'fsdp_version');
  const entry = section.get('fsdp_version');
  if (!entry || text === null || text === undefined || /^\s*[12]\s*$/.test(text) || !since(context, 'accelerate', '1.6.0')) return [];
  return [error('ACC-FSDP2-OPTIONS', `fsdp_version takes 1 or 2, not ${text}.`, entry.value.range)];
}

function choices(section: Section, version: number | null): Finding[] {
  return Object.entries(CHOICES).flatMap(([key, { choices: allowed, numbers, only }]): Finding[] => {
    const entry = section.get(key);
    const text = textAt(section, key);
    if (!entry || text == null || version === null || (only !== undefined && only !== version)) return [];
    if (isScalar(entry.value) && entry.value.value === null && key !== 'fsdp_sharding_strategy') return [];
    const count = /^\d+$/.test(text) ? Number(text) : null;
    if (allowed.includes(text.toUpperCase()) || (count !== null && count >= 1 && count <= numbers)) return [];
    const meant = suggest(text.toUpperCase(), allowed);
    return [error('ACC-WRONG-TYPE', `${entry.key} takes one of ${allowed.filter((name) => !name.startsWith('_')).join(', ')}, not ${text}.`, entry.value.range, meant ? { title: `Change to ${meant}`, range: entry.value.range, text: meant } : null)];
  });
}

function booleans(context: RuleContext, section: Section, version: number | null): Finding[] {
  return Object.entries(BOOLEANS).flatMap(([key, only]): Finding[] => {
    const entry = section.get(key);
    const text = textAt(section, key);
    if (!entry || text == null || (only !== null && only !== version) || strToBool(text) !== null || !isKnownField(context, key)) return [];
    if (key === 'fsdp_reshard_after_forward') return [error('ACC-FSDP2-OPTIONS', `${entry.key} takes true or false with fsdp_version 2, not ${text}; accelerate stops on it.`, entry.value.range, reshardFix(entry, text))];
    return [error('ACC-WRONG-TYPE', `${entry.key} takes true or false, not ${text === 'None' ? 'null' : text}.`, entry.value.range)];
  });
}

const isKnownField = (context: RuleContext, key: string): boolean => context.fields.has(`fsdp_config.${key}`);

/** FULL_SHARD frees the parameters after the forward pass, SHARD_GRAD_OP keeps them. */
const reshardFix = (entry: MapEntry, text: string): { title: string; range: MapEntry['keyRange']; text: string } | null => {
  const meant = /^(?:FULL_SHARD|HYBRID_SHARD)$/i.test(text) ? 'true' : /^(?:SHARD_GRAD_OP|HYBRID_SHARD_ZERO2)$/i.test(text) ? 'false' : null;
  return meant ? { title: `Change to ${meant}`, range: entry.value.range, text: meant } : null;
};

/** Options of the other generation of FSDP. */
function generations(section: Section, version: number | null): Finding[] {
  const found: Finding[] = [];
  const state = section.get('fsdp_state_dict_type');
  if (version === 2 && state && textAt(section, 'fsdp_state_dict_type')?.toUpperCase() === 'LOCAL_STATE_DICT') {
    found.push(error('ACC-FSDP2-OPTIONS', 'FSDP 2 has no LOCAL_STATE_DICT; accelerate stops on it. Use SHARDED_STATE_DICT.', state.value.range, { title: 'Change to SHARDED_STATE_DICT', range: state.value.range, text: 'SHARDED_STATE_DICT' }));
  }
  const prefetch = section.get('fsdp_forward_prefetch');
  if (version === 2 && prefetch && strToBool(textAt(section, 'fsdp_forward_prefetch') ?? '') === true) {
    found.push(warning('ACC-FSDP2-OPTIONS', `${prefetch.key} does nothing with fsdp_version 2.`, entryRange(prefetch)));
  }
  const reshard = section.get('fsdp_reshard_after_forward');
  const text = textAt(section, 'fsdp_reshard_after_forward');
  if (version === 1 && reshard && text != null && strToBool(text) === false) {
    found.push(warning('ACC-FSDP2-OPTIONS', `${reshard.key} ${text.toLowerCase()} is an option of FSDP 2; with fsdp_version 1 only fsdp_sharding_strategy counts. Set fsdp_version 2, or fsdp_sharding_strategy SHARD_GRAD_OP.`, entryRange(reshard)));
  }
  return found;
}

/** The launcher compares the values as they stand in the file, so every text that is not empty is true. */
function loading(section: Section): Finding[] {
  const sync = section.get('fsdp_sync_module_states');
  const truthy = (key: string): boolean | null => {
    const entry = section.get(key);
    if (!entry) return true;
    return isScalar(entry.value) && entry.value.certain ? Boolean(entry.value.value) : null;
  };
  if (!sync || truthy('fsdp_sync_module_states') !== false || truthy('fsdp_cpu_ram_efficient_loading') !== true) return [];
  return [error('ACC-VALIDATE', `${sync.key} false needs fsdp_cpu_ram_efficient_loading false, which is true by default; accelerate launch stops on it.`, entryRange(sync))];
}

function offload(section: Section, version: number | null): Finding[] {
  const entry = section.get('fsdp_activation_checkpointing_offload');
  if (!entry || strToBool(textAt(section, 'fsdp_activation_checkpointing_offload') ?? '') !== true) return [];
  const checkpointing = textAt(section, 'fsdp_activation_checkpointing') ?? (section.has('fsdp_activation_checkpointing') ? '' : 'false');
  if (strToBool(checkpointing) === false) return [error('ACC-VALIDATE', `${entry.key} needs fsdp_activation_checkpointing: true.`, entryRange(entry))];
  return version === 1 ? [error('ACC-VALIDATE', `${entry.key} needs fsdp_version 2.`, entryRange(entry))] : [];
}

function sizes(section: Section): Finding[] {
  const entry = section.get('fsdp_min_num_params');
  const text = textAt(section, 'fsdp_min_num_params');
  if (!entry || text == null || /^\s*[-+]?\d+(?:_\d+)*\s*$/.test(text) || textAt(section, 'fsdp_auto_wrap_policy')?.toUpperCase() !== 'SIZE_BASED_WRAP') return [];
  return [error('ACC-WRONG-TYPE', `${entry.key} takes a whole number, not ${text}.`, entry.value.range)];
}
