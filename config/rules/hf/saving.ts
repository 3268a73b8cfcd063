/** `save_only_model`: smaller checkpoints that cannot be gone on from. */
import { compareVersions } from '../../catalogue/versionOrder';
import type { Finding, Rule, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import { placeOf } from '../../check/settings';
import { PythonValues } from './python';
import { hfVersion } from './version';

export const saveOnlyModelResume: Rule = (context) => {
  const values = new PythonValues(context);
  if (!values.truthy('save_only_model') || !values.truthy('resume_from_checkpoint')) return [];
  const lost = values.truthy('deepspeed') ? 'DeepSpeed finds no checkpoint in such a folder' : 'the optimizer and the schedule would start again';
  return [
    warning(
      'HF-SAVE-ONLY-MODEL-RESUME',
      `save_only_model leaves out the optimizer, the schedule and the random state: a checkpoint of this run cannot be resumed as resume_from_checkpoint asks; ${lost}.`,
      placeOf(context, 'save_only_model', 'resume_from_checkpoint'),
    ),
  ];
};

/** transformers `Trainer.__init__`. */
export const saveOnlyModelConflict: Rule = (context) => {
  const values = new PythonValues(context);
  if (!values.truthy('save_only_model')) return [];
  const sharded = values.truthy('deepspeed') ? 'DeepSpeed' : values.truthy('fsdp') ? 'FSDP' : null;
  if (!sharded) return [];
  const place = placeOf(context, 'save_only_model');
  if (values.truthy('load_best_model_at_end')) {
    return [error('HF-SAVE-ONLY-MODEL-CONFLICT', `save_only_model cannot be used together with load_best_model_at_end under ${sharded}: the Trainer stops.`, place)];
  }
  return shardedState(context, values);
};

/** Only since transformers 5.10 does the Trainer read the state dict type from `fsdp_config`. */
function shardedState(context: RuleContext, values: PythonValues): Finding[] {
  const config = values.of('fsdp_config');
  const { version, known } = hfVersion(context);
  if (!known || compareVersions(version, '5.10.0') < 0 || !values.truthy('fsdp') || !isMapping(config)) return [];
  const state = Object.entries(config).find(([key]) => /^(?:fsdp_)?state_dict_type$/.test(key))?.[1];
  if (!String(state).toUpperCase().endsWith('SHARDED_STATE_DICT')) return [];
  return [error('HF-SAVE-ONLY-MODEL-CONFLICT', 'save_only_model cannot be used with the FSDP state dict type SHARDED_STATE_DICT: the Trainer stops.', placeOf(context, 'save_only_model'))];
}

const isMapping = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
