/** All rules of an OpenRLHF command. */
import type { Rule } from '../../check/context';
import { otherVersion } from '../../frameworks/openrlhf/flags';
import { flagValues, unknownFlags } from './flags';
import { neverSaved, validation } from './validate';

/** Values mean nothing while it is open which version's flags they are. */
const whenFitting =
  (rule: Rule): Rule =>
  (context) =>
    otherVersion(context) ? [] : rule(context);

export const openrlhfRules: readonly Rule[] = [unknownFlags, ...[flagValues, validation, neverSaved].map(whenFitting)];
