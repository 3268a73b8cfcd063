/** Figures behind the values of a LLaMA-Factory config. */
import type { Hint, HintRule, RuleContext } from '../check/context';
import { numberAt, setting, textAt } from '../check/settings';
import { datasetNames, trainingData } from '../frameworks/llamafactory/datasetInfo';
import { modelFacts } from '../models/facts';
import { imageTokens, pixelsPerToken, tensorParallelSizes } from '../models/tokens';

const number = (value: number): string => value.toLocaleString('en');

/** Behind the first of the keys that this file sets. */
function behind(context: RuleContext, keys: readonly string[], label: string, tooltip: string): Hint[] {
  for (const key of keys) {
    const entry = setting(context, key).entry;
    if (entry && !entry.merged) return [{ at: entry.value.range.end, label, tooltip }];
  }
  return [];
}

interface Batch {
  device: number;
  accumulation: number;
  world: number | null;
  /** Samples per update, of all processes when their number is known. */
  samples: number;
}

function batchOf(context: RuleContext): Batch | null {
  const device = numberAt(context, 'per_device_train_batch_size');
  const accumulation = numberAt(context, 'gradient_accumulation_steps');
  const world = context.world();
  if (context.part.command !== 'train' || !device || !accumulation || device < 0 || accumulation < 0) return null;
  return { device, accumulation, world, samples: device * accumulation * (world ?? 1) };
}

const effectiveBatch: HintRule = (context) => {
  const batch = batchOf(context);
  if (!batch) return [];
  const { device, accumulation, world, samples } = batch;
  const formula = `per_device_train_batch_size ${device} x gradient_accumulation_steps ${accumulation}`;
  const [label, tooltip] =
    world === null
      ? [`= ${number(samples)} samples per update and process`, `${formula} = ${number(samples)}; times the number of processes, which is not known here.`]
      : [`= ${number(samples)} samples per update`, `${formula} x ${world} processes = ${number(samples)}`];
  return behind(context, ['gradient_accumulation_steps', 'per_device_train_batch_size'], label, tooltip);
};

/** Only where the entries of `dataset_info.json` say how many samples are drawn. */
const stepsPerEpoch: HintRule = async (context) => {
  const batch = batchOf(context);
  if (!batch || batch.world === null || datasetNames(context, 'dataset') === null) return [];
  const mix = textAt(context, 'mix_strategy');
  const [limit, part] = [setting(context, 'max_samples').value, numberAt(context, 'val_size')];
  const data = mix === 'concat' ? await trainingData(context) : null;
  if (!data || data.length === 0 || part !== 0 || (limit !== null && typeof limit !== 'number')) return [];
  const counts = data.map(({ samples }) => (samples === null ? null : limit === null ? samples : Math.min(samples, limit)));
  if (counts.includes(null)) return [];
  const total = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  const steps = Math.ceil(total / batch.samples);
  return behind(context, ['num_train_epochs', 'dataset'], `= ${number(steps)} updates per epoch`, `${number(total)} samples / ${number(batch.samples)} per update = ${number(steps)}, before packing`);
};

const tokensPerImage: HintRule = async (context) => {
  const model = textAt(context, 'model_name_or_path');
  const pixels = numberAt(context, 'image_max_pixels');
  const facts = model && pixels !== null && setting(context, 'image_max_pixels').entry ? await modelFacts(context, model) : null;
  if (!facts || pixels === null) return [];
  const tokens = imageTokens(facts, pixels);
  if (tokens === null || !facts.vision) return [];
  const { patch, merge } = facts.vision;
  return behind(context, ['image_max_pixels'], `<= ${number(tokens)} tokens per image`, `${number(pixels)} pixels / (patch ${patch} x merge ${merge})^2 = ${number(pixels)} / ${pixelsPerToken(facts)} = ${number(tokens)} (${facts.modelType}, ${facts.source})`);
};

const attentionHeads: HintRule = async (context) => {
  const model = textAt(context, 'model_name_or_path');
  const keys = ['sglang_tp_size'];
  const facts = model && keys.some((key) => setting(context, key).entry) ? await modelFacts(context, model) : null;
  const sizes = facts ? tensorParallelSizes(facts) : [];
  return facts && sizes.length > 0 ? behind(context, keys, `of ${sizes.join(', ')}`, `Divisors of ${facts.attentionHeads} attention heads (${facts.modelType}, ${facts.source})`) : [];
};

export const llamafactoryHints: readonly HintRule[] = [effectiveBatch, stepsPerEpoch, tokensPerImage, attentionHeads];
