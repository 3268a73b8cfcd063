/** What `validate_config` and the rollout's own checks refuse besides batch sizes. */
import type { Finding, RuleContext } from '../../check/context';
import { error } from '../../check/report';
import { placeOf, setting } from '../../check/settings';
import { isComposed } from '../../frameworks/verl/composition';
import { since } from '../../frameworks/verl/roles';
import { bool, isNull, number, text } from '../../frameworks/verl/settings';
import { setTo } from './divisible';
import { ACTOR, MEGATRON, ROLLOUT } from './paths';

/** Largest LoRA rank that vLLM has. */
const MAX_LORA_RANK = 512;

export function validation(context: RuleContext): Finding[] {
  return [...noGpus(context), ...megatronSection(context), ...temperature(context), ...loraRank(context), ...(since(context, '0.6.0') ? parallelSizes(context) : []), ...teacher(context)];
}

/** The batch is divided by their product. */
function noGpus(context: RuleContext): Finding[] {
  return ['trainer.nnodes', 'trainer.n_gpus_per_node'].flatMap((path) =>
    number(context, path) === 0 ? [error('VERL-VALIDATE', `${path} is 0; verl divides by the number of GPUs and stops.`, placeOf(context, path))] : [],
  );
}

/** The section comes with the group choice, not with the word. */
function megatronSection(context: RuleContext): Finding[] {
  const path = `${ACTOR}.strategy`;
  if (text(context, path) !== 'megatron' || context.fields.isGroup(MEGATRON) || !isComposed(context) || bool(context, `${ACTOR}.use_dynamic_bsz`) !== false) return [];
  return [error('VERL-VALIDATE', `${path} is megatron, but the config is composed for FSDP and has no ${MEGATRON}; verl stops. Choose model_engine=megatron, or --config-name ppo_megatron_trainer.`, placeOf(context, path))];
}

/** The teacher that distillation has by default has no model. */
function teacher(context: RuleContext): Finding[] {
  const path = 'distillation.teacher_models.teacher_model.model_path';
  if (bool(context, 'distillation.enabled') !== true || !context.fields.has(path) || !isNull(context, path) || otherTeachers(context)) return [];
  return [error('VERL-VALIDATE', `distillation.enabled is true and ${path} is not set; verl stops.`, placeOf(context, 'distillation.enabled'))];
}

function otherTeachers(context: RuleContext): boolean {
  const teachers = setting(context, 'distillation.teacher_models').entry?.value;
  return teachers !== undefined && (teachers.kind !== 'map' || teachers.entries.some(({ key }) => key !== 'teacher_model'));
}

function temperature(context: RuleContext): Finding[] {
  const value = number(context, `${ROLLOUT}.temperature`);
  if (value === null || value > 0 || bool(context, `${ROLLOUT}.val_kwargs.do_sample`) !== true) return [];
  return [error('VERL-VALIDATE', `${ROLLOUT}.temperature ${value} has to be above 0 while val_kwargs.do_sample is true; verl stops.`, placeOf(context, `${ROLLOUT}.temperature`, `${ROLLOUT}.val_kwargs.do_sample`))];
}

function loraRank(context: RuleContext): Finding[] {
  const path = 'actor_rollout_ref.model.lora_rank';
  const rank = number(context, path);
  if (rank === null || rank <= MAX_LORA_RANK || text(context, `${ROLLOUT}.name`) !== 'vllm' || !since(context, '0.6.0')) return [];
  const other = number(context, 'actor_rollout_ref.model.lora.rank') ?? 0;
  if (other > 0 || bool(context, 'actor_rollout_ref.model.lora.merge') === true) return [];
  return [error('VERL-VALIDATE', `${path} ${rank} is above ${MAX_LORA_RANK}, the largest rank of vLLM; verl stops.`, placeOf(context, path), setTo(context, path, MAX_LORA_RANK))];
}

function parallelSizes(context: RuleContext): Finding[] {
  const at = (name: string): number | null => (context.fields.has(`${ROLLOUT}.${name}`) ? number(context, `${ROLLOUT}.${name}`) : null);
  const name = text(context, `${ROLLOUT}.name`);
  if (name === null) return [];
  const [tensor, data, pipeline, expert] = [at('tensor_model_parallel_size'), at('data_parallel_size'), at('pipeline_model_parallel_size'), at('expert_parallel_size')];
  const found: Finding[] = [];
  if (expert !== null && expert > 1 && name !== 'trtllm' && tensor !== null && data !== null && expert !== tensor * data) {
    found.push(error('VERL-VALIDATE', `${ROLLOUT}.expert_parallel_size ${expert} has to be tensor_model_parallel_size ${tensor} x data_parallel_size ${data} = ${tensor * data}; verl stops.`, placeOf(context, `${ROLLOUT}.expert_parallel_size`), setTo(context, `${ROLLOUT}.expert_parallel_size`, tensor * data)));
  }
  if (pipeline !== null && pipeline > 1 && ['vllm', 'sglang', 'trtllm'].includes(name)) {
    found.push(error('VERL-VALIDATE', `Pipeline parallelism of the rollout is not implemented with ${name}; verl stops.`, placeOf(context, `${ROLLOUT}.pipeline_model_parallel_size`), setTo(context, `${ROLLOUT}.pipeline_model_parallel_size`, 1)));
  }
  return found;
}
