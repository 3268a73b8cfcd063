/** Settings that EasyR1 takes and does not follow. */
import type { Finding, RuleContext } from '../../check/context';
import { information, warning } from '../../check/report';
import { entryRange, placeOf, setting } from '../../check/settings';
import { bool, int, known, text } from '../../frameworks/easyr1/settings';
import type { MapNode } from '../../syntax/tree';

/** What a derived key is overwritten with, where it is another setting. */
const SOURCE: readonly (readonly [RegExp, string])[] = [
  [/^worker\.actor\.(disable_kl|use_kl_loss|kl_penalty|kl_coef)$/, 'algorithm.$1'],
  [/^worker\.ref\.(micro_batch_size_per_device_for_experience|padding_free|dynamic_batching|ulysses_size|use_torch_compile)$/, 'worker.actor.$1'],
  [/^worker\.rollout\.(prompt|response)_length$/, 'data.max_$1_length'],
  [/^worker\.rollout\.trust_remote_code$/, 'worker.actor.model.trust_remote_code'],
];

export function derivedKeys(context: RuleContext): Finding[] {
  const found: Finding[] = [];
  const visit = (map: MapNode, prefix: string): void => {
    for (const entry of map.entries) {
      const path = prefix + entry.key;
      if (context.fields.get(path)?.derived) {
        const match = SOURCE.find(([pattern]) => pattern.test(path));
        const from = match ? `from ${path.replace(match[0], match[1])}` : 'by the trainer';
        found.push(warning('EZ-AUTO-KEYS', `${path} is set ${from} at the start; what stands here has no effect.`, entryRange(entry)));
      } else if (entry.value.kind === 'map') visit(entry.value, `${path}.`);
    }
  };
  visit(context.root, '');
  return found;
}

export function deadKl(context: RuleContext): Finding[] {
  if (bool(context, 'algorithm.disable_kl') !== true) return [];
  const coefficient = int(context, 'algorithm.kl_coef');
  const dead = [
    ...(isOwn(context, 'algorithm.kl_coef') && coefficient !== null && coefficient > 0 ? ['algorithm.kl_coef'] : []),
    ...(isOwn(context, 'algorithm.use_kl_loss') && bool(context, 'algorithm.use_kl_loss') === true ? ['algorithm.use_kl_loss'] : []),
  ];
  if (dead.length === 0) return [];
  return [warning('EZ-KL-DISABLED', `algorithm.disable_kl is true, so ${dead.join(' and ')} ha${dead.length > 1 ? 've' : 's'} no effect and no KL curve is logged. To log KL without its penalty, set disable_kl false and kl_coef 0.`, placeOf(context, ...dead))];
}

/** Set here, not in the file below: scripts often switch off what the shipped config switches on. */
const isOwn = (context: RuleContext, path: string): boolean => setting(context, path).entry !== undefined;

/** The log files are opened for writing at every start. */
export function truncatedLog(context: RuleContext): Finding[] {
  const loggers = known(context, 'trainer.logger')?.value;
  const from = text(context, 'trainer.load_checkpoint_path');
  if (!Array.isArray(loggers) || !loggers.includes('file') || from === null || from === '') return [];
  const message = 'This run resumes, and the file logger empties experiment_log.jsonl and generations.log at every start: earlier steps are lost. Keep a copy, or resume into another save_checkpoint_path.';
  return [information('EZ-LOG-TRUNCATED', message, placeOf(context, 'trainer.load_checkpoint_path', 'trainer.logger'))];
}
