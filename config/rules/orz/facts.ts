/** What Open-Reasoner-Zero's code does with its fields, as read in its source (commit 3fdd9a0, 2025-06-03). */

/** Fields that every published experiment defines and no base class has. */
export const MODULE_FIELDS: readonly string[] = ['packing_max_len', 'eval_prompt_data', 'stop', 'use_orm_score', 'top_k', 'use_grpo'];

/** Read by `orz/ppo` whatever the experiment does (`_validate_args`, `inference_and_calculates`). */
export const READ_BY_TRAINER: readonly string[] = ['packing_max_len', 'use_orm_score'];

/** Read by `playground/orz_7b_ppo.py`, whose trainer the other experiments use. */
export const READ_BY_PLAYGROUND: readonly string[] = ['eval_prompt_data', 'stop', 'top_k', 'use_grpo'];

/** Read by nothing in `orz/` and `playground/`; what to set in their place. */
export const NEVER_READ: Readonly<Record<string, string>> = {
  eval_steps: 'eval_interval says how often is evaluated',
  save_steps: 'save_interval says how often is saved',
  kl_target: 'there is no adaptive KL',
  prompt_data_probs: 'every prompt of every file is used once per episode',
};

/** Read, and then replaced by something else. */
export const REPLACED: Readonly<Record<string, string>> = {
  enforce_eager: 'the engine sets it to True (orz/exp_engine/accelerators/inference/vllm_engine.py)',
  target_modules: 'it names the layers of a LoRA adapter, and the adapter rank is fixed at 0 (orz/ppo/models.py)',
};
