// Configs with and without mistakes. TRL's verdict is asked, never written down.
import type { AskedConfig } from './oracle';

const CPU = 'use_cpu: true\nbf16: false\n';
const BASE = {
  'trl-sft': `model_name_or_path: m\ndataset_name: d\n${CPU}`,
  'trl-grpo': `model_name_or_path: m\ndataset_name: d\n${CPU}num_generations: 8\n`,
};

/** Lines added to a base config; the name says what they are about. */
const LINES: Record<string, string> = {
  'nothing more': '',
  'float without a dot': 'learning_rate: 1e-5\n',
  'float with an unsigned exponent': 'learning_rate: 1.0e5\n',
  'number as text': 'max_steps: "30"\n',
  'text for a number': 'max_steps: many\n',
  'text for a float': 'learning_rate: fast\n',
  'yes for a boolean': 'gradient_checkpointing: yes\n',
  'quoted boolean': 'gradient_checkpointing: "Yes"\n',
  'text for a boolean': 'gradient_checkpointing: perhaps\n',
  'none for an optional number': 'save_total_limit: none\n',
  'unknown key': 'learning_rat: 1.0\n',
  'hyphens in a key': 'learning-rate: 1.0\n',
  'removed key': 'warmup_ratio: 0.1\n',
  'no for a strategy': 'eval_strategy: no\n',
  'quoted no for a strategy': 'eval_strategy: "no"\n',
  'unknown schedule': 'lr_scheduler_type: cosin\n',
  'known schedule': 'lr_scheduler_type: cosine\n',
  'schedule that needs evaluation': 'lr_scheduler_type: reduce_lr_on_plateau\n',
  'unknown optimizer': 'optim: adamm\n',
  'choice outside its set': 'dtype: float8\n',
  'fp16 and bf16': 'fp16: true\nbf16: true\n',
  'best model without evaluation': 'load_best_model_at_end: true\n',
  'best model with evaluation': 'load_best_model_at_end: true\neval_strategy: steps\neval_steps: 10\nsave_steps: 10\n',
  'accelerate flag': 'num_processes: 2\n',
  'accelerate flag with hyphens': 'num-processes: 2\n',
  'accelerate flag of the wrong type': 'num_processes: two\n',
  'accelerate switch': 'multi_gpu: true\n',
  'accelerate choice as boolean': 'mixed_precision: no\n',
  'accelerate choice quoted': 'mixed_precision: "no"\n',
  'accelerate preset': 'accelerate_config: zero3\n',
  'environment': 'env: { WANDB_DISABLED: 1 }\n',
  'environment as text': 'env: WANDB_DISABLED\n',
  'config key': 'config: other.yaml\n',
  'duplicate key': 'seed: 1\nseed: 2\n',
  'key that is a boolean': 'on: 1\n',
  'list for a folder': 'output_dir: [a]\n',
  'data sets': 'datasets:\n  - path: a\n    split: train\n',
  'data sets with an unknown name': 'datasets:\n  - path: a\n    spilt: train\n',
  'data set without a path': 'datasets:\n  - name: a\n',
  'merge key': 'lr_scheduler_kwargs: &a { num_cycles: 2 }\ngradient_checkpointing_kwargs: { <<: *a }\n',
  'flow lines at column 0': 'report_to: [\ntensorboard,\n]\n',
  'comment after a quote': 'run_name: "x"#c\n',
  'undefined alias': 'seed: *nope\n',
  'unclosed quote': 'run_name: "x\n',
  'unclosed bracket': 'report_to: [a\n',
  'tab as indentation': 'env:\n\tA: 1\n',
  'line without a colon': 'seed\n',
  'second document': '---\nseed: 1\n',
  'unknown tag': 'seed: !python/object:os.system 1\n',
  'sexagesimal': 'warmup_steps: 1:30\n',
  'windows line ends': 'seed: 3\r\nrun_name: x\r\n',
};

const GRPO_LINES: Record<string, string> = {
  'one generation': 'num_generations: 1\n',
  'automatic batch size': 'auto_find_batch_size: true\n',
  'both generation batch settings': 'generation_batch_size: 8\nsteps_per_generation: 1\n',
  'hub repository without completions': 'log_completions_hub_repo: a/b\n',
  'boolean reward scaling': 'scale_rewards: false\n',
  'one reward function as text': 'reward_funcs: accuracy_reward\n',
};

export const corpus: AskedConfig[] = (['trl-sft', 'trl-grpo'] as const).flatMap((trainer) =>
  (['command', 'script'] as const).flatMap((reader) =>
    Object.entries(trainer === 'trl-grpo' ? { ...LINES, ...GRPO_LINES } : LINES).map(([name, lines]) => ({ id: `${trainer} ${reader}: ${name}`, trainer, reader, text: BASE[trainer] + lines })),
  ),
);

/** Every field with every kind of value. Numbers for paths are left out: Python would open them as file descriptors. */
export function sweep(fields: Record<'trl-sft' | 'trl-grpo', Iterable<string>>): AskedConfig[] {
  const values = ['null', 'true', 'no', '3', '1.5', 'abc', '"7"', '[1]', '{ a: 1 }', '2026-01-02'];
  const opened = ['deepspeed', 'accelerator_config', 'fsdp_config'];
  return (['trl-sft', 'trl-grpo'] as const).flatMap((trainer) =>
    [...fields[trainer]].flatMap((key) =>
      values
        .filter((value) => !(opened.includes(key) && /^(?:true|no|3)$/.test(value)))
        .map((value) => ({ id: `${trainer} ${key}: ${value}`, trainer, reader: 'script' as const, text: `${BASE[trainer].replace(new RegExp(`^${key}: .*\\n`, 'm'), '')}${key}: ${value}\n` })),
    ),
  );
}

/** Texts whose values must be PyYAML's. */
export const yamlTexts: string[] = [
  ...['1e-5', '1.0e-5', '1.e+3', '1.0e5', '.5', '-.5', '.inf', '-.INF', '.nan', '1_000', '0b101', '017', '08', '0o17', '0x1F', '1:30', '1:30.5', '-1:30', '+3', '0'].map((text) => `a: ${text}\n`),
  ...['yes', 'No', 'on', 'OFF', 'y', 'n', 'true', 'TRUE', 'tRue', '~', 'null', 'Null', 'NULL', 'none', '', '"yes"', "'1'", '2026-01-02', '2026-1-2'].map((text) => `a: ${text}\n`),
  'a: 1\na: 2\n',
  'base: &b { x: 1, y: 2 }\nc: { <<: *b, y: 3 }\nd: { y: 3, <<: [{ x: 5 }, *b] }\n',
  'a: !!str 1\nb: !!int "3"\nc: !!float "1"\n',
  'a: |\n  one\n  two\nb: >-\n  folded\n  text\n',
  'a: [1, two, [3]]\nb:\n- x\n- y: 1\n',
  '1: 2\nnull: 3\n',
  '\ufeffa: 1\r\nb: 2\r\n',
  '__proto__: { x: 1 }\nconstructor: 2\n',
];
