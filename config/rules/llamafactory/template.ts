/** The chat template: a name that LLaMA-Factory registers, and one that fits the model. */
import { loadedCatalogue } from '../../catalogue/store';
import { compareVersions } from '../../catalogue/versionOrder';
import type { Finding, Rule, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import { placeOf, setting, textAt } from '../../check/settings';
import type { Fix } from '../../finding';
import { trainingData } from '../../frameworks/llamafactory/datasetInfo';
import { modelFacts } from '../../models/facts';
import { suggest } from '../../suggest';
import { isScalar } from '../../syntax/tree';
import { PythonValues, shown } from '../hf/python';
import { replaceValue } from '../hf/replace';

/** Template names of the version in use; `image_templates` are those that take images. */
export const templateNames = (context: RuleContext, list: 'templates' | 'image_templates' = 'templates'): readonly string[] =>
  loadedCatalogue('llamafactory').list(list, context.versions.of('llamafactory').version);

export const unknownTemplate: Rule = (context) => {
  const { state, value, entry } = setting(context, 'template');
  if (state === 'default' && value === null) return requiredTemplate(context);
  const names = templateNames(context);
  if (state !== 'set' || value === null || names.length === 0) return [];
  const name = typeof value === 'string' ? value : shown(value);
  if (typeof value === 'string' && names.includes(value)) return [];
  const catalogue = loadedCatalogue('llamafactory');
  const { version, known } = context.versions.of('llamafactory');
  const others = catalogue.versions.filter((other) => catalogue.list('templates', other).includes(name));
  const range = entry && !entry.merged ? entry.value.range : placeOf(context, 'template');
  if (others.length > 0) {
    const note = known ? '' : ' (The version in use is not known.)';
    return [(known ? error : warning)('LF-TEMPLATE-UNKNOWN', `LLaMA-Factory ${version} has no template ${name}; ${others.at(-1)} has it.${note}`, range)];
  }
  const meant = suggest(name, names);
  const fix = entry && !entry.merged && isScalar(entry.value) ? replaceValue(entry.value, meant) : null;
  return [error('LF-TEMPLATE-UNKNOWN', `LLaMA-Factory has no template ${name}.${meant ? ` Did you mean ${meant}?` : ''}`, range, fix)];
};

/** Before 0.9.2 every stage but pre-training stopped without one. */
function requiredTemplate(context: RuleContext): Finding[] {
  const { version, known } = context.versions.of('llamafactory');
  if (!known || compareVersions(version, '0.9.2') >= 0 || !new PythonValues(context).isNot('stage', 'pt')) return [];
  return [error('LF-TEMPLATE-UNKNOWN', `LLaMA-Factory ${version} stops without a template.`, placeOf(context, 'template', 'stage'))];
}

/** Text templates refuse images, though only when the first sample with one is read. */
export const templateForImages: Rule = async (context) => {
  if (context.part.command !== 'train' || loadedCatalogue('llamafactory').list('image_templates', context.versions.of('llamafactory').version).length === 0) return [];
  const { state, value } = setting(context, 'template');
  const unset = (state === 'set' || state === 'default') && value === null;
  if (!unset && (typeof value !== 'string' || !templateNames(context).includes(value) || templateNames(context, 'image_templates').includes(value))) return [];
  const model = textAt(context, 'model_name_or_path');
  const withImages = (await trainingData(context))?.filter((entry) => entry.media.images) ?? [];
  const facts = model && withImages.length > 0 ? await modelFacts(context, model) : null;
  if (!facts?.multimodal) return [];
  const names = withImages.map((entry) => entry.name).join(', ');
  const what = unset ? 'Without template the one parsed from the tokenizer takes no images' : `The template ${String(value)} takes no images`;
  const better = suitable(context, facts.modelType);
  return [
    warning(
      'LF-TEMPLATE-VLM',
      `${what}, but ${names} has an images column: preprocessing stops with "This model does not support image input".${better ? ` Use template: ${better}.` : ''}`,
      placeOf(context, 'template', 'model_name_or_path'),
      better && !unset ? templateFix(context, better) : null,
    ),
  ];
};

/** Templates are named after the model family. */
function suitable(context: RuleContext, modelType: string): string | null {
  const names = templateNames(context, 'image_templates');
  const wanted = { qwen2_5_vl: 'qwen2_vl', qwen2_vl: 'qwen2_vl', qwen3_vl: 'qwen3_vl', qwen3_vl_moe: 'qwen3_vl', gemma3: 'gemma3' }[modelType];
  return wanted && names.includes(wanted) ? wanted : null;
}

function templateFix(context: RuleContext, better: string): Fix | null {
  const entry = setting(context, 'template').entry;
  return entry && !entry.merged && isScalar(entry.value) ? replaceValue(entry.value, better) : null;
}
