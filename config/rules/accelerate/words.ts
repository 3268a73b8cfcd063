/** Words of the file: the environment, the kind of distribution, the precision. Unquoted `no` is a boolean in YAML. */
import { fieldTable } from '../../catalogue/fieldTable';
import { loadedCatalogue } from '../../catalogue/store';
import type { Finding, Rule, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import { headOf, setting } from '../../check/settings';
import { engineOf, sectionOf } from '../../frameworks/accelerate/view';
import { suggest } from '../../suggest';
import { entryOf, isScalar, type ScalarNode } from '../../syntax/tree';

const quoted = (node: ScalarNode): { title: string; range: ScalarNode['range']; text: string } => ({ title: 'Quote it', range: node.range, text: `'${node.source}'` });

export const environment: Rule = (context) => {
  const { value, entry } = setting(context, 'compute_environment');
  if (value === 'AMAZON_SAGEMAKER') return sageMaker(context);
  if (!entry || value === undefined || value === 'LOCAL_MACHINE') return [];
  return [error('ACC-WRONG-TYPE', `compute_environment takes LOCAL_MACHINE or AMAZON_SAGEMAKER, not ${String(value)}; accelerate takes the file for one of SageMaker and stops on its keys.`, entry.value.range, { title: 'Change to LOCAL_MACHINE', range: entry.value.range, text: 'LOCAL_MACHINE' })];
};

/** Another class reads the file, which knows neither processes nor sections. */
function sageMaker(context: RuleContext): Finding[] {
  const table = fieldTable('accelerate', 'config-sagemaker', context.versions);
  return context.root.entries
    .filter((entry) => !entry.merged && !entry.overridden && entry.value.certain && !table.has(entry.key))
    .map((entry) => error('ACC-UNKNOWN-KEY', `${entry.key} is no key of a config for AMAZON_SAGEMAKER; accelerate launch stops with "The config file had unknown keys".`, entry.keyRange));
}

export const distributedType: Rule = (context) => {
  const entry = entryOf(context.root, 'distributed_type');
  if (!entry) return context.part.whole ? [error('ACC-WRONG-TYPE', 'distributed_type is missing; accelerate stops with "A `distributed_type` must be specified in the config file".', headOf(context))] : [];
  const { value } = setting(context, 'distributed_type');
  const choices = context.fields.get('distributed_type')?.choices ?? [];
  // What is no text is not looked up, and starts one plain process.
  if (typeof value !== 'string' || choices.length === 0 || choices.includes(value)) return [];
  const meant = choices.find((choice) => choice === value.toUpperCase()) ?? suggest(value, choices);
  const fix = meant ? { title: `Change to ${meant}`, range: entry.value.range, text: meant === 'NO' ? "'NO'" : meant } : null;
  const elsewhere = !context.versions.of('accelerate').known && everKnown('distributed_type', value);
  return [(elsewhere ? warning : error)('ACC-WRONG-TYPE', `distributed_type takes one of ${choices.join(', ')}, not ${value}; accelerate stops on it.`, entry.value.range, fix)];
};

const everKnown = (field: string, value: string): boolean => loadedCatalogue('accelerate').life('BaseConfig', field).some(({ spec }) => spec.choices?.includes(value));

export const precision: Rule = (context) => {
  const { value, entry } = setting(context, 'mixed_precision');
  if (!entry || value === undefined || value === null || !isScalar(entry.value)) return [];
  const choices = context.fields.get('mixed_precision')?.choices ?? [];
  if (typeof value !== 'string') {
    return [error('ACC-WRONG-TYPE', `mixed_precision: ${entry.value.source} unquoted is a ${entry.value.kind === 'bool' ? 'boolean' : 'number'} in YAML; accelerate launch stops on it.`, entry.value.range, quoted(entry.value))];
  }
  if (choices.length === 0 || choices.includes(value.toLowerCase())) return [];
  const meant = suggest(value.toLowerCase(), choices);
  return [error('ACC-WRONG-TYPE', `mixed_precision takes one of ${choices.join(', ')}, not ${value}.`, entry.value.range, meant ? { title: `Change to ${meant}`, range: entry.value.range, text: `'${meant}'` } : null)];
};

/** `accelerate.utils.DynamoBackend`, the same since 1.0. */
const BACKENDS = ['NO', 'EAGER', 'AOT_EAGER', 'INDUCTOR', 'AOT_TS_NVFUSER', 'NVPRIMS_NVFUSER', 'CUDAGRAPHS', 'OFI', 'FX2TRT', 'ONNXRT', 'TENSORRT', 'AOT_TORCHXLA_TRACE_ONCE', 'TORCHXLA_TRACE_ONCE', 'TVM', 'IPEX', 'HPU_BACKEND', 'NEURON'];

export const dynamo: Rule = (context) => {
  const engine = engineOf(context);
  // DeepSpeed and TPUs are started without it.
  if (engine === null || engine === 'deepspeed' || engine === 'tpu') return [];
  const entry = sectionOf(context, 'dynamo_config')?.get('dynamo_backend') ?? entryOf(context.root, 'dynamo_backend');
  return entry && isScalar(entry.value) && entry.value.certain ? backend(context, entry.value) : [];
};

function backend(_context: RuleContext, node: ScalarNode): Finding[] {
  if (typeof node.value === 'boolean') return [error('ACC-WRONG-TYPE', `dynamo_backend: ${node.source} unquoted is a boolean in YAML; accelerate launch stops on it.`, node.range, quoted(node))];
  if (typeof node.value !== 'string' || BACKENDS.includes(node.value.toUpperCase())) return [];
  const meant = suggest(node.value.toUpperCase(), BACKENDS);
  return [error('ACC-WRONG-TYPE', `dynamo_backend takes one of ${BACKENDS.join(', ')}, not ${node.value}.`, node.range, meant ? { title: `Change to ${meant}`, range: node.range, text: meant } : null)];
}
