/** Where a run's figures go. */
import { loadedCatalogue } from '../../catalogue/store';
import type { Rule, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import { placeOf, setting } from '../../check/settings';
import type { Fix } from '../../finding';
import { suggest } from '../../suggest';
import { type ConfigNode, isScalar, type ScalarNode } from '../../syntax/tree';
import { replaceValue } from './replace';
import { hfBefore, hfVersion } from './version';

const SPECIAL = ['all', 'none'];

const namesIn = (node: ConfigNode): ScalarNode[] => (isScalar(node) ? [node] : node.kind === 'list' ? node.items.filter(isScalar) : []).filter((item) => item.certain);

/** Accepted by the parser, refused by the Trainer once the model is loaded. */
export const reportToName: Rule = (context) => {
  const { entry } = setting(context, 'report_to');
  if (!entry?.value.certain) return [];
  const { value } = entry;
  const catalogue = loadedCatalogue('transformers');
  const { version, known } = hfVersion(context);
  const names = catalogue.list('integrations', version);
  if (names.length === 0) return [];
  return namesIn(value).flatMap((item) => {
    // Before transformers 5 null meant every installed logger.
    if (item.kind === 'null' && hfBefore(context, '5.0.0')) return [];
    const name = item.kind === 'str' ? String(item.value) : item.source || 'null';
    // `all` and `none` mean something only when they stand alone.
    const alone = isScalar(value) || (value.kind === 'list' && value.items.length === 1);
    if (names.includes(name) || (alone && SPECIAL.includes(name))) return [];
    const elsewhere = catalogue.versions.find((other) => catalogue.list('integrations', other).includes(name));
    const meant = suggest(name, names);
    const fix = replaceValue(item, item.kind === 'null' ? 'none' : meant);
    const what = elsewhere
      ? `report_to: ${name} is not supported by transformers ${version}; ${elsewhere} has it.${known ? '' : ' (The version in use is not known.)'}`
      : `report_to: the Trainer stops on ${item.kind === 'str' ? JSON.stringify(name) : name} after the model is loaded.${meant ? ` Did you mean ${meant}?` : ` It knows ${names.join(', ')}.`}`;
    const open = !known && (elsewhere !== undefined || item.kind === 'null');
    return [(open ? warning : error)('HF-REPORT-TO-NAME', what, item.range, fix)];
  });
};

/** A stage of a pipeline whose curves would stay empty. */
export const tensorboardOff: Rule = (context) => {
  if (!context.stage) return [];
  const { state, value, entry } = setting(context, 'report_to');
  // Before transformers 5 the default was every logger that is installed.
  if (state === 'absent' || (state === 'default' && (value === null || value === 'all' || hfBefore(context, '5.0.0')))) return [];
  if (entry ? !entry.value.certain : state === 'unknown') return [];
  const names: unknown[] = entry ? namesIn(entry.value).map((item) => item.value) : Array.isArray(value) ? value : [value];
  if (names.some((name) => name === 'tensorboard' || name === 'all')) return [];
  const unset = state === 'default';
  const message = `report_to${unset ? ' is not set and' : ''} does not name tensorboard: no event files are written and the curves of this stage stay empty.`;
  return [warning('HF-TENSORBOARD-OFF', message, placeOf(context, 'report_to'), tensorboardFix(context))];
};

function tensorboardFix(context: RuleContext): Fix | null {
  const { syntax } = context.part;
  if (syntax !== 'yaml') return null;
  const entry = setting(context, 'report_to').entry;
  if (entry && !entry.merged) {
    const { value } = entry;
    if (value.kind === 'list') {
      const first = value.items[0];
      return value.flow && first ? { title: 'Add tensorboard', range: { start: first.range.start, end: first.range.start }, text: 'tensorboard, ' } : null;
    }
    if (!isScalar(value) || value.range.end <= value.range.start) return null;
    const text = value.kind === 'str' && value.value !== 'none' ? `[${value.source}, tensorboard]` : 'tensorboard';
    return { title: `Change to ${text}`, range: value.range, text };
  }
  const first = context.root.entries[0];
  if (!first || first.merged || context.root.flow) return null;
  return { title: 'Add report_to: tensorboard', range: { start: first.keyRange.start, end: first.keyRange.start }, text: 'report_to: tensorboard\n' };
}
