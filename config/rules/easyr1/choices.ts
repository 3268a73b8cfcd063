/** Names that the trainer looks up at its start, and what it does not implement. */
import type { Finding, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import { placeOf, setting } from '../../check/settings';
import { loadedCatalogue } from '../../catalogue/store';
import { bool, int, known, text } from '../../frameworks/easyr1/settings';
import { suggest } from '../../suggest';
import { setTo } from '../verl/divisible';

const ESTIMATOR = 'algorithm.adv_estimator';

/** One of the catalogue's named lists at the version in use. */
export const listOf = (context: RuleContext, name: string): readonly string[] => loadedCatalogue('easyr1').list(name, context.versions.of('easyr1').version);

export function estimator(context: RuleContext): Finding[] {
  const given = text(context, ESTIMATOR);
  const names = listOf(context, 'adv_estimators');
  if (given === null || names.length === 0 || names.includes(given)) return [];
  const meant = suggest(given, names);
  return [error('EZ-CHOICE', `${ESTIMATOR} is one of ${names.join(', ')}, not ${given}; the trainer stops.`, placeOf(context, ESTIMATOR), meant ? setTo(context, ESTIMATOR, meant) : null)];
}

export function klController(context: RuleContext): Finding[] {
  if (bool(context, 'algorithm.disable_kl') !== false) return [];
  const kind = text(context, 'algorithm.kl_type');
  if (kind === 'adaptive') {
    const horizon = int(context, 'algorithm.kl_horizon');
    if (horizon === null || horizon > 0) return [];
    return [error('EZ-CHOICE', `algorithm.kl_horizon ${horizon} has to be above 0 for kl_type adaptive; the trainer stops.`, placeOf(context, 'algorithm.kl_horizon', 'algorithm.kl_type'))];
  }
  if (kind === null || kind === 'fixed') return [];
  return [error('EZ-CHOICE', `algorithm.kl_type is fixed or adaptive, not ${kind}; the trainer stops.`, placeOf(context, 'algorithm.kl_type'), setTo(context, 'algorithm.kl_type', 'fixed'))];
}

export function hybridEngine(context: RuleContext): Finding[] {
  if (bool(context, 'worker.hybrid_engine') !== false) return [];
  return [error('EZ-CHOICE', 'worker.hybrid_engine false is not implemented; the trainer stops.', placeOf(context, 'worker.hybrid_engine'), setTo(context, 'worker.hybrid_engine', 'true'))];
}

/** Looked up when training begins, after the models were loaded. */
export function loggers(context: RuleContext): Finding[] {
  const names = listOf(context, 'loggers');
  const given = known(context, 'trainer.logger')?.value;
  if (!Array.isArray(given) || names.length === 0) return [];
  const node = setting(context, 'trainer.logger').entry?.value;
  return given.flatMap((name: unknown, index) => {
    if (typeof name !== 'string' || names.includes(name)) return [];
    const range = node?.kind === 'list' ? node.items[index]?.range : undefined;
    const meant = suggest(name, names);
    const fix = range && meant && node && !node.via ? { title: `Change to ${meant}`, range, text: meant } : null;
    return [warning('EZ-LOGGER', `trainer.logger knows ${names.join(', ')}, not ${name}; training stops after the models are loaded.`, range ?? placeOf(context, 'trainer.logger'), fix)];
  });
}

export function resumePath(context: RuleContext): Finding[] {
  const path = text(context, 'trainer.load_checkpoint_path');
  if (path === null || path === '') return [];
  const last = path.replace(/^\/+|\/+$/g, '').split('/').at(-1) ?? '';
  if (/global_step_/.test(last)) return [];
  return [warning('EZ-RESUME-PATH', `trainer.load_checkpoint_path has to end with global_step_N, not ${last}; the run stops after the models are loaded.`, placeOf(context, 'trainer.load_checkpoint_path'))];
}
