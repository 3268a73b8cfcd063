/** What the machine must have. */
import { compareVersions } from '../../catalogue/versionOrder';
import type { Rule } from '../../check/context';
import { error, warning } from '../../check/report';
import { placeOf, textAt } from '../../check/settings';
import { environment } from '../../frameworks/llamafactory/environment';
import { modelFacts } from '../../models/facts';
import { PythonValues } from '../hf/python';

/** Models whose patch embedding is a 3D convolution. */
const CONV3D = ['qwen2_vl', 'qwen2_5_vl', 'qwen3_vl', 'qwen3_vl_moe'];

export const conv3d: Rule = async (context) => {
  const { version, known } = context.versions.of('llamafactory');
  const model = textAt(context, 'model_name_or_path');
  const facts = model && compareVersions(version, '0.9.5') >= 0 ? await modelFacts(context, model) : null;
  if (!facts || !CONV3D.includes(facts.modelType)) return [];
  const torch = (await environment(context)).packages.get('torch');
  if (!torch || !/^2\.9(?:\.|$|\+)/.test(torch)) return [];
  const report = known ? error : warning;
  return [report('LF-CONV3D-TORCH29', `${facts.modelType} embeds patches with a 3D convolution, and LLaMA-Factory stops on that with torch 2.9 (here ${torch}). Use torch 2.8 or 2.10.`, placeOf(context, 'model_name_or_path'))];
};

export const flashAttention: Rule = async (context) => {
  const values = new PythonValues(context);
  if (!values.is('flash_attn', 'fa2')) return [];
  const { complete, packages } = await environment(context);
  if (!complete || packages.has('flash-attn')) return [];
  const neat = values.truthy('neat_packing') ? ' neat_packing then depends on what is used instead.' : '';
  return [warning('LF-FA2-FALLBACK', `flash_attn: fa2 is asked for, but flash-attn is not installed beside LLaMA-Factory: only a line in the log says so, and the default attention is used.${neat}`, placeOf(context, 'flash_attn'))];
};
