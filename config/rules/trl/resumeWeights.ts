/** Resuming a Qwen2-VL or Qwen2.5-VL run restores everything but the weights (huggingface/transformers#43701). */
import type { Rule } from '../../check/context';
import { warning } from '../../check/report';
import { placeOf, textAt } from '../../check/settings';
import { since } from '../../check/since';
import { modelFacts } from '../../models/facts';

const AFFECTED = ['qwen2_vl', 'qwen2_5_vl'];

const normal = (path: string): string => path.replace(/\/+$/, '');

export const resumeWeights: Rule = async (context) => {
  const from = textAt(context, 'resume_from_checkpoint');
  const model = textAt(context, 'model_name_or_path');
  // The command does not pass the field on at all; another rule says so.
  if (context.stage?.reader.kind === 'command' || from === null || model === null || !since(context, 'transformers', '5.0.0')) return [];
  if (/^(?:true|false)$/i.test(from) || normal(from) === normal(model)) return [];
  const facts = (await modelFacts(context, model)) ?? (await modelFacts(context, from));
  if (!facts || !AFFECTED.includes(facts.modelType)) return [];
  const message = `The Trainer loads none of a ${facts.modelType} checkpoint's weights when it resumes: training goes on from ${model} with the old optimizer state. Set model_name_or_path to ${from} too.`;
  return [warning('HF-RESUME-WEIGHTS', message, placeOf(context, 'resume_from_checkpoint'))];
};
