/** Which parts of a VLM are trained. */
import type { Rule } from '../../check/context';
import { error, warning } from '../../check/report';
import { placeOf, textAt } from '../../check/settings';
import { trainingData } from '../../frameworks/llamafactory/datasetInfo';
import { modelFacts } from '../../models/facts';
import { PythonValues } from '../hf/python';

const SWITCHES = ['freeze_vision_tower', 'freeze_multi_modal_projector', 'freeze_language_model'];
/** Models whose three parts together are the whole model (llamafactory/model/model_utils/visual.py). */
const WHOLE = ['qwen2_vl', 'qwen2_5_vl', 'qwen3_vl', 'qwen3_vl_moe'];

export const everythingFrozen: Rule = async (context) => {
  const values = new PythonValues(context);
  const model = textAt(context, 'model_name_or_path');
  if (context.part.command !== 'train' || !values.truthy('do_train') || !values.is('finetuning_type', 'full') || !model || !SWITCHES.every((key) => values.truthy(key))) return [];
  const facts = await modelFacts(context, model);
  if (!facts || !WHOLE.includes(facts.modelType)) return [];
  // A model that is only known by its name may have been changed.
  const report = facts.source === 'config.json' ? error : warning;
  return [report('LF-FREEZE-ALL', `${SWITCHES.join(', ')} are all true, so nothing of the model is trained and the optimizer gets no parameters.`, placeOf(context, 'freeze_language_model'))];
};

/** Without images the vision parts see one blank dummy image per batch, and weight decay. */
export const visionOnText: Rule = async (context) => {
  const values = new PythonValues(context);
  const free = SWITCHES.slice(0, 2).filter((key) => values.falsy(key));
  const model = textAt(context, 'model_name_or_path');
  if (context.part.command !== 'train' || free.length === 0 || !model || !values.is('finetuning_type', 'full')) return [];
  const data = await trainingData(context);
  if (!data || data.length === 0 || data.some(({ media }) => media.images || media.videos)) return [];
  const facts = await modelFacts(context, model);
  if (!facts?.multimodal) return [];
  const names = data.map((entry) => entry.name).join(', ');
  return [warning('LF-FREEZE-TEXT-STAGE', `${free.join(' and ')} false on text alone (${names}): these parts learn from a blank dummy image and from weight decay. Leave them frozen in a text-only stage.`, placeOf(context, ...free))];
};
