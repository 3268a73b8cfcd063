/** Rules about DeepSpeed's own config files. */
import { type Example, pages } from './page';

const ds = (value: unknown): Example => ({ file: 'ds.json', text: `${JSON.stringify(value, null, 2)}\n` });
const raw = (text: string): Example => ({ file: 'ds.json', text });
const ZERO = { zero_optimization: { stage: 2 } };
/** What the trainers fill in. */
const AUTO = { train_batch_size: 'auto', train_micro_batch_size_per_gpu: 'auto', gradient_accumulation_steps: 'auto' };

const config = 'deepspeed deepspeed/runtime/config.py';

export const deepspeedPages = pages({
  'DS-BATCH-EQUATION': {
    title: 'The batch sizes do not multiply',
    severity: 'error',
    what: '`train_batch_size` must be `train_micro_batch_size_per_gpu` x `gradient_accumulation_steps` x data-parallel processes; where one of them is not given it is computed, and must come out whole.',
    why: 'DeepSpeed asserts it when the engine is built, after the model is loaded.',
    fails: ds({ train_batch_size: 30, train_micro_batch_size_per_gpu: 4, gradient_accumulation_steps: 2, ...ZERO }),
    mended: ds({ train_batch_size: 32, train_micro_batch_size_per_gpu: 4, gradient_accumulation_steps: 2, ...ZERO }),
    unknown: ds({ ...AUTO, train_micro_batch_size_per_gpu: 4, ...ZERO }),
    source: `${config} _set_batch_related_parameters, _batch_assertion (0.14 to 0.19)`,
  },
  'DS-BATCH-MISSING': {
    title: 'No batch size at all',
    severity: 'error',
    what: 'Neither `train_batch_size` nor `train_micro_batch_size_per_gpu` is in the file.',
    why: 'DeepSpeed stops. transformers and accelerate fill in "auto", but add no key that is not there.',
    fails: ds({ gradient_accumulation_steps: 4, ...ZERO }),
    mended: ds({ train_micro_batch_size_per_gpu: 2, gradient_accumulation_steps: 4, ...ZERO }),
    unknown: ds({ train_batch_size: 'auto', ...ZERO }),
    source: `${config} _set_batch_related_parameters (0.14 to 0.19)`,
  },
  'DS-FP16-BF16': {
    title: 'fp16 and bf16 at once in the DeepSpeed file',
    severity: 'error',
    what: '`fp16.enabled` and `bf16.enabled` are both true.',
    why: 'DeepSpeed stops with "bfloat16 and fp16 modes cannot be simultaneously enabled".',
    fails: ds({ train_batch_size: 8, fp16: { enabled: true }, bf16: { enabled: true } }),
    mended: ds({ train_batch_size: 8, fp16: { enabled: false }, bf16: { enabled: true } }),
    unknown: ds({ train_batch_size: 8, fp16: { enabled: 'auto' }, bf16: { enabled: true } }),
    source: `${config} _initialize_params (0.14 to 0.19)`,
  },
  'DS-UNKNOWN-KEY': {
    title: 'A key that DeepSpeed does not have',
    severity: 'error or warning',
    what: 'An unknown key. In `zero_optimization`, its offload sections, the monitors, and from 0.17.2 on `fp16` and `bf16` it is refused; at the top level it is dropped, so that is a warning. From 0.19.6 on some removed top-level keys are refused by name.',
    why: 'In a typed section the run stops ("Extra inputs are not permitted"); elsewhere a misspelt option silently does nothing.',
    fails: ds({ train_batch_size: 8, zero_optimization: { stage: 2, overlap_com: true } }),
    mended: ds({ train_batch_size: 8, zero_optimization: { stage: 2, overlap_comm: true } }),
    unknown: ds({ train_batch_size: 8, ...ZERO, activation_checkpointing: { my_own: true } }),
    source: 'deepspeed deepspeed/runtime/config_utils.py DeepSpeedConfigModel (extra="forbid"), deepspeed/runtime/config.py _reject_removed_config_keys',
  },
  'DS-DUPLICATE-KEY': {
    title: 'The same key twice in a DeepSpeed file',
    severity: 'error or warning',
    what: 'One mapping of the JSON holds a key twice.',
    why: 'DeepSpeed refuses the file. transformers and accelerate read it with `json.load`, which keeps the last one: then it is a silent loss.',
    fails: raw('{\n  "train_batch_size": 8,\n  "zero_optimization": { "stage": 2, "stage": 3, "stage3_gather_16bit_weights_on_model_save": true }\n}\n'),
    mended: raw('{\n  "train_batch_size": 8,\n  "zero_optimization": { "stage": 2 }\n}\n'),
    unknown: raw('{\n  "train_batch_size": 8,\n  "zero_optimization": { "stage": 2 },\n  "fp16": { "stage'),
    source: 'deepspeed deepspeed/runtime/config_utils.py dict_raise_error_on_duplicate_keys; accelerate accelerate/utils/deepspeed.py HfDeepSpeedConfig',
  },
  'DS-WRONG-TYPE': {
    title: 'A value that DeepSpeed does not take',
    severity: 'error',
    what: 'A value of the wrong kind, outside its range or not among its choices, in a typed section; a scalar where a section belongs; a batch size that is no number.',
    why: 'pydantic, or the first computation with the value, stops the run. "auto" counts as not given.',
    fails: ds({ train_batch_size: 8, zero_optimization: { stage: 4 } }),
    mended: ds({ train_batch_size: 8, zero_optimization: { stage: 3, stage3_gather_16bit_weights_on_model_save: true } }),
    unknown: ds({ ...AUTO, zero_optimization: { stage: 2, reduce_bucket_size: 'auto' } }),
    source: 'deepspeed deepspeed/runtime/zero/config.py, deepspeed/runtime/precision_config.py, deepspeed/runtime/config.py',
  },
  'DS-VALIDATE': {
    title: 'Options that exclude each other in DeepSpeed',
    severity: 'error',
    what: 'An old name and its replacement together (`cpu_offload` with `offload_optimizer`), a partial optimizer offload or `gradient_allreduce_op: sum` at the wrong ZeRO stage, half-precision master weights without ZeRO, a dynamic loss scale that cannot move.',
    why: 'The config classes raise.',
    fails: ds({ train_batch_size: 8, zero_optimization: { stage: 2, cpu_offload: true, offload_optimizer: { device: 'cpu' } } }),
    mended: ds({ train_batch_size: 8, zero_optimization: { stage: 2, offload_optimizer: { device: 'cpu' } } }),
    unknown: ds({ ...AUTO, zero_optimization: { stage: 'auto', offload_optimizer: { device: 'cpu', ratio: 0.5 } } }),
    source: `deepspeed deepspeed/runtime/zero/config.py validators; ${config} _do_error_check`,
  },
});
