/** Settings that run and do not mean what they seem to. */
import type { Finding } from '../../check/context';
import { information, warning } from '../../check/report';
import { truthy } from '../../syntax/python/truthy';
import { NEVER_READ, REPLACED } from './facts';
import { withView } from './view';

export const deadFields = withView((view, context) =>
  view.entries().flatMap(({ key, value }): Finding[] => {
    const why = NEVER_READ[key] ?? REPLACED[key];
    if (why === undefined || !value.certain) return [];
    const set = view.get(key).value;
    // One probability of 1 is what happens anyway, and so is a default that is written down.
    if (JSON.stringify(set) === JSON.stringify(context.fields.get(key)?.default) || (key === 'prompt_data_probs' && Array.isArray(set) && set.length < 2)) return [];
    const message = key in NEVER_READ ? `Nothing reads ${key}; ${why}.` : `${key} has no effect: ${why}.`;
    return [warning('ORZ-DEAD-FIELD', message, view.place(key))];
  }),
);

export const trainBatch = withView((view) => {
  const size = view.entry('train_batch_size') ? view.number('train_batch_size') : null;
  if (size === null || size < 1) return [];
  return [information('ORZ-TRAIN-BATCH', 'train_batch_size does not set the batch of an update: policy_update_steps and critic_update_steps divide the rollouts of an iteration.', view.place('train_batch_size'))];
});

export const loadCheckpoint = withView((view) => {
  if (view.flag('load_checkpoint') !== true) return [];
  return [warning('ORZ-LOAD-CHECKPOINT', 'load_checkpoint looks for _actor and _critic below ckpt_path, which the trainer never writes: training starts at step 0. To go on from a checkpoint set pretrain to iterN/policy and critic_pretrain to iterN/critic; step counter and optimizer start afresh.', view.place('load_checkpoint'))];
});

/** Below zero every step is a multiple. */
export const everyStep = withView((view) =>
  [
    ['save_interval', 'save', true],
    ['eval_interval', 'evaluate', view.flag('enable_eval')],
  ].flatMap(([name, verb, on]): Finding[] => {
    const value = view.number(String(name));
    if (on !== true || value === null || value !== -1) return [];
    return [warning('ORZ-EVERY-STEP', `${String(name)} is -1, of which every step is a multiple: the trainer will ${String(verb)} at every step.`, view.place(String(name), 'enable_eval'))];
  }),
);

/** vLLM stops at `max_len`; a reply cut there has no reward. */
export const lengthCap = withView((view) => {
  const [cap, prompt, reply] = [view.number('max_len'), view.number('prompt_max_len'), view.number('generate_max_len')];
  if (cap === null || prompt === null || reply === null || prompt + reply <= cap) return [];
  const place = view.place('max_len', 'generate_max_len', 'prompt_max_len');
  if (reply < cap) {
    return [information('ORZ-LENGTH-CAP', `Prompt and reply share max_len = ${cap}: behind a prompt of ${prompt} tokens a reply ends at ${cap - prompt}, not at generate_max_len = ${reply}, and gets no reward.`, place)];
  }
  return [warning('ORZ-LENGTH-CAP', `generate_max_len is ${reply}, and max_len = ${cap} holds the prompt too: no reply can reach its length, and one that is cut gets no reward.`, place)];
});

export const kl = withView((view) => {
  const loss = view.flag('use_kl_loss');
  const [inReward, inLoss] = [view.number('init_kl_coef'), view.number('kl_loss_coef')];
  if (loss === true && inReward !== null && inReward > 0 && view.entry('init_kl_coef')) {
    return [warning('ORZ-KL-UNUSED', `init_kl_coef = ${inReward} has no effect while use_kl_loss is on: then no KL enters the reward, and kl_loss_coef weighs it.`, view.place('init_kl_coef'))];
  }
  if (loss !== false || inLoss === null || inLoss <= 0 || !view.entry('kl_loss_coef')) return [];
  return [warning('ORZ-KL-UNUSED', `kl_loss_coef = ${inLoss} weighs 0: use_kl_loss is off, so no KL is computed for the loss.`, view.place('kl_loss_coef'))];
});

export const grpo = withView((view) => {
  const on = view.flag('use_grpo');
  const critic = view.get('critic_pretrain');
  const hasCritic = critic.state === 'unknown' ? null : truthy(critic.value);
  const found: Finding[] = [];
  if (on === true && hasCritic === true) {
    found.push(warning('ORZ-GRPO-CRITIC', 'use_grpo is on and critic_pretrain names a model: the critic is still trained, and advantages are taken against its values. Set critic_pretrain to "".', view.place('critic_pretrain', 'use_grpo')));
  }
  if (on === false && hasCritic === false) {
    found.push(warning('ORZ-GRPO-CRITIC', 'critic_pretrain is empty and use_grpo is off: there is neither a critic nor a group baseline.', view.place('critic_pretrain', 'use_grpo')));
  }
  if (on === true && view.number('n_samples_per_prompt') === 1) {
    found.push(warning('ORZ-GRPO-ONE-SAMPLE', 'With one sample per prompt every reward minus its group mean is 0: nothing is learnt.', view.place('n_samples_per_prompt', 'use_grpo')));
  } else if (on === true) {
    found.push(information('ORZ-GRPO-STD', 'Rewards are centred on their group and not divided by its standard deviation: the published code divides by the outcome of a comparison, which is 1.', view.place('use_grpo')));
  }
  return found;
});

/** The two are compared as texts: only equal ones get a new value head. */
export const valueHead = withView((view) => {
  const [actor, critic] = [view.text('pretrain'), view.text('critic_pretrain')];
  if (!actor || !critic || actor === critic || plainPath(actor) !== plainPath(critic)) return [];
  return [warning('ORZ-VALUE-HEAD', `critic_pretrain and pretrain name one model in two ways ("${critic}" and "${actor}"): they are compared as texts, so the critic takes its value head from the file instead of a new one.`, view.place('critic_pretrain', 'pretrain'))];
});

const plainPath = (path: string): string => path.replace(/\/\.(?=\/|$)/g, '').replace(/^\.\//, '').replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');

/** `AutoModelForCausalLM` and a tokenizer: no picture gets in. */
export const textOnly = withView((view) => {
  const model = view.text('pretrain');
  if (!model || !/(?:^|[/_-])(?:Qwen2(?:\.5)?-VL|Qwen3-VL|InternVL\d*|llava|Kimi-VL|MiniCPM-V|GLM-4\.\dV)(?=[-_/.]|$)/i.test(model)) return [];
  return [warning('ORZ-TEXT-ONLY', `${model} reads pictures; the published code loads models with AutoModelForCausalLM and gives them text only. It needs a multimodal fork.`, view.place('pretrain'))];
});
