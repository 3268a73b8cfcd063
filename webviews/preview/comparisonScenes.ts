import type { CheckpointRecord, Comparison, ModuleComparison, TensorComparison } from '../../protocol/checkpoint';
import type { ToComparison } from '../../protocol/webview/comparison';
import { noise, type Scene } from './scene';

const checkpoint = (name: string, stage: string, step: number, over: Partial<CheckpointRecord> = {}): CheckpointRecord => ({
  path: `/home/me/reasoner/examples/tiny/.reasoner/runs/20261122-204310-tiny-3f2a/${stage}/${name}`,
  runId: '20261122-204310-tiny-3f2a',
  stage,
  step,
  layout: 'hf',
  size: 5_212_344,
  completeness: 'complete',
  problem: null,
  ...over,
});

const random = noise(7);
function tensor(module: string, name: string, shape: number[], status: TensorComparison['status'], move: number): TensorComparison {
  const elements = shape.reduce((a, b) => a * b, 1);
  const same = status === 'same';
  const known = same || status === 'changed';
  const relativeL2 = same ? 0 : move * (1 + 0.3 * random());
  return {
    name,
    module,
    status,
    dtype: 'BF16',
    shape,
    elements,
    relativeL2: known ? relativeL2 : null,
    cosine: known ? 1 - relativeL2 ** 2 / 2 : null,
    maxChange: known ? relativeL2 / 8 : null,
    changedShare: known ? (same ? 0 : Math.min(1, 0.2 + move * 40 * (1 + 0.2 * random()))) : null,
    nonFiniteA: 0,
    nonFiniteB: 0,
  };
}

const tensors: TensorComparison[] = [
  ...Array.from({ length: 12 }, (_, i) => tensor('vision tower', `model.visual.blocks.${i >> 2}.${['attn.qkv.weight', 'attn.proj.weight', 'mlp.down_proj.weight', 'norm1.weight'][i % 4]}`, i % 4 === 3 ? [64] : [192, 64], 'same', 0)),
  tensor('projector', 'model.visual.merger.mlp.0.weight', [256, 256], 'changed', 4.2e-6),
  tensor('projector', 'model.visual.merger.mlp.2.weight', [128, 256], 'changed', 3.1e-6),
  tensor('embedding', 'model.language_model.embed_tokens.weight', [2048, 128], 'changed', 3.4e-3),
  ...[0, 1, 2, 3].flatMap((layer) =>
    ['self_attn.q_proj.weight', 'self_attn.k_proj.weight', 'self_attn.v_proj.weight', 'self_attn.o_proj.weight', 'mlp.gate_proj.weight', 'mlp.up_proj.weight', 'mlp.down_proj.weight', 'input_layernorm.weight'].map((part) =>
      tensor(`layer ${layer}`, `model.language_model.layers.${layer}.${part}`, part.includes('norm') ? [128] : [128, 128], 'changed', 0.006 * (layer + 1)),
    ),
  ),
  tensor('final norm', 'model.language_model.norm.weight', [128], 'changed', 8e-4),
  tensor('head', 'lm_head.weight', [2048, 128], 'reshaped', 0),
  tensor('other', 'value_head.weight', [1, 128], 'added', 0),
  { ...tensor('other', 'model.language_model.rotary.scale', [], 'changed', 0.4), nonFiniteB: 1 },
];

/** Group statistics as the engine forms them would need its sums; means are near enough for a picture. */
function moduleOf(name: string): ModuleComparison {
  const own = tensors.filter(({ module }) => module === name);
  const mean = (key: 'relativeL2' | 'cosine' | 'changedShare'): number | null => {
    const known = own.flatMap((one) => one[key] ?? []);
    return known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length;
  };
  return { module: name, tensors: own.length, elements: own.reduce((sum, one) => sum + one.elements, 0), relativeL2: mean('relativeL2'), cosine: mean('cosine'), changedShare: mean('changedShare') };
}

const comparison: Comparison = {
  format: 1,
  a: checkpoint('checkpoint-0', 'cold-start', 0),
  b: checkpoint('checkpoint-120', 'cold-start', 120),
  method: 'numpy',
  tensors,
  modules: [...new Set(tensors.map(({ module }) => module))].map(moduleOf),
  configFiles: [
    { label: 'config.json', a: '/a/config.json', b: '/b/config.json', changed: true },
    { label: 'generation_config.json', a: '/a/generation_config.json', b: '/b/generation_config.json', changed: false },
    { label: 'tokenizer_config.json', a: '/a/tokenizer_config.json', b: '/b/tokenizer_config.json', changed: false },
    { label: 'training config', a: '/a/sft.yaml', b: '/b/grpo.yaml', changed: true },
    { label: 'adapter_config.json', a: null, b: '/b/adapter_config.json', changed: true },
  ],
  configChanges: [
    { file: 'config.json', path: 'text_config.rope_scaling.mrope_section', a: '[2,3,3]', b: '[4,6,6]' },
    { file: 'config.json', path: 'use_cache', a: 'true', b: 'false' },
    { file: 'training config', path: 'learning_rate', a: '0.002', b: '5e-05' },
    { file: 'training config', path: 'max_completion_length', a: null, b: '128' },
    { file: 'training config', path: 'dataset_name', a: '"data/cold_start_traces_with_subgoals_verification_and_backtracking"', b: '"data/multimodal_tasks_with_verifiable_answers"' },
    { file: 'adapter_config.json', path: 'r', a: null, b: '16' },
  ],
  notes: [],
};
const result = (over: Partial<Comparison>): ToComparison => ({ type: 'result', comparison: { ...comparison, ...over }, titleA: 'tiny · cold-start · checkpoint-0', titleB: 'tiny · cold-start · checkpoint-120' });
const headersOnly = (list: TensorComparison[]): TensorComparison[] => list.map((one) => ({ ...one, relativeL2: null, cosine: null, maxChange: null, changedShare: one.status === 'same' ? 0 : null }));
const scene = (messages: ToComparison[], actions?: string[]): Scene => ({ page: 'comparison', messages, ...(actions ? { actions } : {}) });

export const comparisonScenes: Record<string, Scene> = {
  result: scene([result({})]),
  tensors: scene([result({})], ['th:nth-child(5) button', 'tbody:nth-of-type(1) button.expand', 'tbody:nth-of-type(2) button.expand']),
  filter: scene([result({})], ['.filter input', 'type:layers.3 proj']),
  headers: scene([
    result({
      method: 'headers',
      tensors: headersOnly(tensors),
      modules: comparison.modules.map((one) => ({ ...one, relativeL2: null, cosine: null, changedShare: one.module === 'vision tower' ? 0 : null })),
      configChanges: [],
      configFiles: comparison.configFiles.map((file) => ({ ...file, changed: false })),
      notes: ['model-00002-of-00002.safetensors of B is still being written: its 14 tensors are not compared.'],
      b: checkpoint('checkpoint-120', 'cold-start', 120, { completeness: 'writing', problem: 'A shard is shorter than its header promises: it is still being written.' }),
    }),
  ]),
  same: scene([result({ tensors: tensors.slice(0, 12), modules: [moduleOf('vision tower')], configChanges: [], configFiles: [] })]),
  loading: scene([{ type: 'loading', titleA: 'tiny · cold-start · checkpoint-0', titleB: 'tiny · rl · checkpoint-60' }, { type: 'progress', done: 132, total: 434 }]),
  opening: scene([]),
  error: scene([{ type: 'error', message: 'checkpoint-60/model.safetensors has a torn header: it promises 41,032 bytes and the file ends after 8,192.', hint: 'The checkpoint was cut off while it was written. Choose an older one.' }]),
};
