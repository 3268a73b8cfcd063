/** Keys that the command of ms-swift does not have. */
import type { Finding, Rule, RuleContext } from '../../check/context';
import { error } from '../../check/report';
import { boolAt } from '../../check/settings';
import { fieldOf, isReaderKey } from '../../frameworks/ms-swift/words';
import { effectiveEntries, type MapEntry } from '../../syntax/tree';
import { unknownKey } from '../shared/unknownKeys';

export const unknownFields: Rule = (context) => {
  if (context.fields.specs.size === 0 || boolAt(context, 'ignore_args_error') === true) return [];
  return effectiveEntries(context.root).flatMap((entry): Finding[] => {
    if (entry.merged || isReaderKey(context, entry) || (!entry.value.certain && entry.value.kind !== 'map')) return [];
    const found = fieldOf(context, entry.key);
    if (found === 'ambiguous') return [error('SW-UNKNOWN-KEY', `${entry.key} is no field of its own and begins the names of several; argparse stops on it as ambiguous.`, entry.keyRange)];
    return found ? [] : [unknown(context, entry)];
  });
};

const unknown = (context: RuleContext, entry: MapEntry): Finding => unknownKey(context, entry.key, entry, { rule: 'SW-UNKNOWN-KEY', consequence: 'ms-swift stops with "remaining_argv"' });
