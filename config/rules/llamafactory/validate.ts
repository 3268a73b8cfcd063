/** Runs the tables of refusals. */
import { compareVersions } from '../../catalogue/versionOrder';
import type { Finding, Rule } from '../../check/context';
import { error, warning } from '../../check/report';
import { placeOf } from '../../check/settings';
import { PythonValues } from '../hf/python';
import { FINETUNING, INFERENCE, MODEL, type Refusal } from './refusals';
import { DATA, TRAINING } from './trainingRefusals';

const REFUSALS = [...MODEL, ...DATA, ...FINETUNING, ...TRAINING, ...INFERENCE];

export const refusals: Rule = (context) => {
  const values = new PythonValues(context);
  const { version, known } = context.versions.of('llamafactory');
  const asked = ({ command = 'train', since, until }: Refusal): boolean =>
    (command === 'any' || command === context.part.command) && !(since && compareVersions(version, since) < 0) && !(until && compareVersions(version, until) >= 0);
  return REFUSALS.filter(asked).flatMap((refusal): Finding[] => {
    if (!refusal.when(values, context)) return [];
    const text = typeof refusal.message === 'string' ? refusal.message : refusal.message(values);
    // Another version takes it, and nobody told which one runs.
    const open = !known && refusal.since !== undefined;
    const note = open ? ` (Since LLaMA-Factory ${refusal.since}; the version in use is not known.)` : '';
    return [(open ? warning : error)(refusal.rule, text + note, placeOf(context, ...refusal.keys))];
  });
};
