/** `cutoff_len`: what does not fit is cut, without a word. */
import { compareVersions } from '../../catalogue/versionOrder';
import type { Rule, RuleContext } from '../../check/context';
import { error, information, warning } from '../../check/report';
import { isSet, numberAt, placeOf, setting, textAt } from '../../check/settings';
import { datasetNames, trainingData } from '../../frameworks/llamafactory/datasetInfo';
import { modelFacts } from '../../models/facts';
import { imageTokens, pixelsPerToken } from '../../models/tokens';
import { PythonValues } from '../hf/python';
import { hfVersion } from '../hf/version';

const trains = (context: RuleContext, values: PythonValues): boolean => context.part.command === 'train' && values.truthy('do_train') && values.is('stage', 'sft') && values.falsy('predict_with_generate');

/** Packed sequences are one token shorter, since 0.9.3. */
export const packing: Rule = (context) => {
  const values = new PythonValues(context);
  const { version, known } = context.versions.of('llamafactory');
  const neat = values.truthy('neat_packing');
  if (context.part.command !== 'train' || (!neat && !values.truthy('packing'))) return [];
  const place = placeOf(context, neat ? 'neat_packing' : 'packing', 'packing');
  if (neat && known && version === '0.9.4' && hfVersion(context).known && compareVersions(hfVersion(context).version, '4.53.0') >= 0) {
    return [error('LF-PACKING-DROP', 'LLaMA-Factory 0.9.4 refuses neat_packing with transformers 4.53 and newer.', place)];
  }
  const cutoff = numberAt(context, 'cutoff_len');
  if (!trains(context, values) || cutoff === null || !(cutoff > 1) || values.some('tokenized_path')) return [];
  const length = compareVersions(version, '0.9.3') < 0 ? cutoff : cutoff - 1;
  const attention = neat ? '' : ' Packed samples attend to each other; neat_packing keeps them apart.';
  return [information('LF-PACKING-DROP', `Packing fills sequences of ${length} tokens${length < cutoff ? ` (cutoff_len ${cutoff} less one)` : ''}; a longer sample is cut to that, or dropped with a line in the log.${attention}`, place)];
};

/** Names of data sets with long answers. */
const REASONING = /(?:^|[^a-z])(?:cot|r1|o1|think(?:ing)?|reason(?:ing|er)?|distill?(?:ed)?|openthoughts?|openr1|s1k?|limo)(?:[^a-z]|$)/i;

/** The default length is short for chains of thought, and nothing says that their end is missing. */
export const cutThoughts: Rule = (context) => {
  const values = new PythonValues(context);
  if (!trains(context, values) || setting(context, 'cutoff_len').state !== 'default' || !values.falsy('packing') || !values.falsy('neat_packing')) return [];
  const named = datasetNames(context, 'dataset')?.find((name) => REASONING.test(name));
  const chosen = isSet(context, 'enable_thinking') && values.truthy('enable_thinking');
  if (!named && !chosen) return [];
  const cutoff = numberAt(context, 'cutoff_len');
  if (cutoff === null || values.some('tokenized_path')) return [];
  return [
    warning(
      'LF-CUTOFF-TRUNCATES-COT',
      `cutoff_len is not set: samples are cut at ${cutoff} tokens without a message, and a chain of thought${named ? ` (${named})` : ''} loses its end. Set cutoff_len to what the longest sample needs.`,
      placeOf(context, 'dataset', 'enable_thinking'),
    ),
  ];
};

/** An image alone fills the sequence: its placeholders are cut while its features stay. */
export const imagesBeyondCutoff: Rule = async (context) => {
  const values = new PythonValues(context);
  const [pixels, cutoff] = [numberAt(context, 'image_max_pixels'), numberAt(context, 'cutoff_len')];
  const model = textAt(context, 'model_name_or_path');
  if (!trains(context, values) || pixels === null || cutoff === null || !model) return [];
  const images = isSet(context, 'image_max_pixels') || ((await trainingData(context))?.some((entry) => entry.media.images) ?? false);
  const facts = images ? await modelFacts(context, model) : null;
  const tokens = facts && imageTokens(facts, pixels);
  if (!facts || tokens === null || tokens < cutoff) return [];
  const each = pixelsPerToken(facts);
  return [
    warning(
      'LF-CUTOFF-IMAGE-TOKENS',
      `An image of image_max_pixels ${pixels} is ${pixels} / ${each} = ${tokens} tokens, as many as cutoff_len ${cutoff} or more: its placeholders are cut and training stops with "Image features and image tokens do not match". Raise cutoff_len or lower image_max_pixels.`,
      placeOf(context, 'image_max_pixels', 'cutoff_len'),
    ),
  ];
};
