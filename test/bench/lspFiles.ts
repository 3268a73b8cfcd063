/** What the language servers are measured on: valid configs of given lengths, and the same rules as a JSON Schema. */
import type { FieldSpec } from '../../config';

/** One edit that makes an error and one that takes it away, on one line. */
export interface BenchFile {
  name: string;
  lines: number;
  text: string;
  line: number;
  /** Of the text of that line. */
  right: string;
  wrong: string;
}

const HEAD = [
  '# trl: sft', 'model_name_or_path: Qwen/Qwen2.5-VL-7B-Instruct', 'dataset_name: org/cold-start', 'output_dir: out/cold-start',
  'learning_rate: 1.0e-5', 'lr_scheduler_type: cosine', 'num_train_epochs: 2', 'per_device_train_batch_size: 4', 'gradient_accumulation_steps: 8',
  'gradient_checkpointing: true', 'bf16: true', 'max_length: 4096', 'packing: false', 'logging_steps: 10', 'save_steps: 500', 'save_total_limit: 2',
  'seed: 7', 'report_to: [tensorboard]',
];

function fileOf(name: string, lines: string[], line: number, right: string, wrong: string): BenchFile {
  lines[line] = right;
  return { name, lines: lines.length, text: `${lines.join('\n')}\n`, line, right, wrong };
}

/** Keys and their values one below the other; the edit stands in the middle. */
export function flatFile(lines: number): BenchFile {
  const rest = lines - HEAD.length - 3;
  const half = Math.floor(rest / 2);
  const pairs = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, i) => `  SETTING_${from + i}: value-${from + i}`);
  const text = [...HEAD, 'env:', ...pairs(0, half), '', 'model_init_kwargs:', ...pairs(half, rest)];
  return fileOf(`flat-${lines}.yaml`, text, HEAD.length + 1 + half, 'max_steps: 100', 'max_steps: 10o');
}

/** Everything below one key; the edit stands in the middle of it. */
export function deepFile(lines: number): BenchFile {
  const items = Math.floor((lines - HEAD.length) / 5);
  const text = [...HEAD.filter((line) => !line.startsWith('dataset_name')), '', 'datasets:'].slice(0, HEAD.length);
  text[HEAD.length - 1] = 'datasets:';
  for (let i = 0; i < items; i++) text.push(`  - path: org/data-${i}`, `    name: part-${i}`, '    split: train', '    columns: [messages, images]', `    data_dir: d/${i}`);
  return fileOf(`deep-${lines}.yaml`, text, HEAD.length + 5 * (items >> 1) + 2, '    split: train', '    spilt: train');
}

/** A launch script of verl: one command over many lines, and the variables it uses. */
export function scriptFile(lines: number): BenchFile {
  const overrides = [
    'algorithm.adv_estimator=grpo', 'data.train_files=$DATA/train.parquet', 'data.val_files=$DATA/test.parquet', 'data.train_batch_size=512', 'data.max_prompt_length=1024', 'data.max_response_length=2048',
    'actor_rollout_ref.model.path=$MODEL', 'actor_rollout_ref.actor.optim.lr=${LR:-1e-6}', 'actor_rollout_ref.actor.ppo_mini_batch_size=128', 'actor_rollout_ref.actor.ppo_micro_batch_size_per_gpu=4',
    'actor_rollout_ref.rollout.name=vllm', 'actor_rollout_ref.rollout.n=8', 'actor_rollout_ref.rollout.log_prob_micro_batch_size_per_gpu=8', 'actor_rollout_ref.ref.log_prob_micro_batch_size_per_gpu=8',
    "trainer.logger='[\"console\",\"tensorboard\"]'", 'trainer.n_gpus_per_node=8', 'trainer.save_freq=20', 'trainer.test_freq=5', 'trainer.total_epochs=2',
  ];
  const tail = ['python3 -m verl.trainer.main_ppo \\', ...overrides.map((override) => `    ${override} \\`), '    trainer.nnodes=1', ''];
  const text = ['#!/bin/bash', 'set -x', 'MODEL=${MODEL:-Qwen/Qwen2.5-VL-7B-Instruct}', 'DATA=$HOME/data/geo3k'];
  for (let i = 0; text.length < lines - tail.length; i++) text.push(i % 4 === 0 ? `# Part ${i}` : `export SETTING_${i}=\${SETTING_${i}:-value-${i}}`);
  text.push(...tail);
  return fileOf(`script-${lines}.sh`, text, text.length - tail.length + 4, '    data.train_batch_size=512 \\', '    data.train_batch_siez=512 \\');
}

const JSON_TYPE: Record<string, string> = { int: 'integer', float: 'number', str: 'string', bool: 'boolean', list: 'array', dict: 'object', null: 'null' };

/** The same fields, types, choices and texts as a JSON Schema that refuses any other key. */
export function schemaOf(fields: ReadonlyMap<string, FieldSpec>): object {
  const properties: Record<string, object> = {};
  for (const [name, { accepts, choices, help }] of fields) {
    const types = accepts.flatMap((kind) => JSON_TYPE[kind] ?? []);
    // JSON Schema's numbers include the integers.
    const type = [...new Set(types.includes('number') ? types.filter((name) => name !== 'integer') : types)];
    const known = type.length > 0 && types.length === accepts.length;
    properties[name] = { ...(choices ? { enum: choices } : known ? { type } : {}), ...(help ? { description: help } : {}) };
  }
  const text = { type: 'string' };
  const dataset = { type: 'object', additionalProperties: false, properties: { path: text, name: text, data_dir: text, data_files: {}, split: text, columns: { type: 'array', items: text } } };
  Object.assign(properties, { env: { type: 'object' }, model_init_kwargs: { type: 'object' }, datasets: { type: 'array', items: dataset } });
  return { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object', additionalProperties: false, properties };
}
