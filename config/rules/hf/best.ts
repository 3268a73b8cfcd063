/** `load_best_model_at_end`: the best model can only be loaded when every evaluation meets a checkpoint. */
import type { Rule, RuleContext } from '../../check/context';
import { error } from '../../check/report';
import { placeOf, setting } from '../../check/settings';
import type { Finding, Fix } from '../../finding';
import { isScalar } from '../../syntax/tree';
import { PythonValues } from './python';
import { replaceValue } from './replace';

const STRATEGIES = ['no', 'steps', 'epoch', 'best'];

export const bestStrategy: Rule = (context) => {
  const values = new PythonValues(context);
  if (!values.truthy('load_best_model_at_end')) return [];
  const evaluate = values.text('eval_strategy');
  const save = values.text('save_strategy');
  if (evaluate === null || save === null || ![evaluate, save].every((value) => STRATEGIES.includes(value))) return [];
  if (save === 'best') return [];
  if (evaluate === save) return evaluate === 'steps' ? multiples(context, values) : [];
  const message = `load_best_model_at_end needs eval_strategy (${evaluate}) and save_strategy (${save}) to match, or save_strategy: best.`;
  return [error('HF-BEST-STRATEGY', message, placeOf(context, 'load_best_model_at_end'))];
};

function multiples(context: RuleContext, values: PythonValues): Finding[] {
  const save = values.number('save_steps');
  const given = values.of('eval_steps');
  // Without eval_steps, or with 0, evaluation follows logging_steps.
  const evaluate = given === null || given === 0 ? values.number('logging_steps') : values.number('eval_steps');
  if (!(save > 0) || !(evaluate > 0) || save % evaluate === 0) return [];
  const ratios = [save, evaluate].filter((steps) => steps < 1).length;
  if (ratios === 2 && Math.round(save * 1e6) % Math.round(evaluate * 1e6) === 0) return [];
  const name = given === null || given === 0 ? 'logging_steps' : 'eval_steps';
  const message =
    ratios === 1
      ? `load_best_model_at_end: save_steps ${save} and ${name} ${evaluate} mix a ratio with a number of steps; give both in the same way.`
      : `load_best_model_at_end: save_steps ${save} is not a multiple of ${name} ${evaluate}.`;
  return [error('HF-BEST-STEPS-MULTIPLE', message, placeOf(context, 'save_steps', name, 'load_best_model_at_end'), ratios === 0 ? nearest(context, save, evaluate) : null)];
}

/** The multiple of the evaluation steps that lies nearest to the saving steps. */
function nearest(context: RuleContext, save: number, evaluate: number): Fix | null {
  const entry = setting(context, 'save_steps').entry;
  if (!entry || entry.merged || !isScalar(entry.value)) return null;
  return replaceValue(entry.value, String(Math.max(1, Math.round(save / evaluate)) * evaluate));
}
