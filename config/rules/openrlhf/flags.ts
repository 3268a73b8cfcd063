/** Flags that this version of OpenRLHF does not have, and values that its parser refuses. */
import type { FieldSpec } from '../../catalogue/catalogue';
import { renameOf } from '../../catalogue/renames';
import { loadedCatalogue } from '../../catalogue/store';
import type { Finding, Rule, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import { converted } from '../../check/settings';
import { type Flag, flagsOf } from '../../frameworks/openrlhf/flags';
import { suggest } from '../../suggest';
import { type ConfigNode, isScalar } from '../../syntax/tree';

export const unknownFlags: Rule = (context) => {
  const unknown = flagsOf(context).filter(({ name }) => name === null);
  const version = context.versions.of('openrlhf');
  const foreign = version.known ? [] : unknown.filter(({ written }) => context.fields.history(written) !== null);
  const [first] = foreign;
  const style: Finding[] = first
    ? [warning('ORL-FLAG-STYLE', `--${first.written}${foreign.length > 1 ? ` and ${foreign.length - 1} more flags are` : ' is'} not of OpenRLHF ${version.version}, the newest version known, but of another one${forWhom(context, first.written)}. Tell the version in a comment (# reasoner: openrlhf@0.10.1) or in the stage.`, first.nameRange)]
    : [];
  return [...style, ...unknown.filter((flag) => !foreign.includes(flag)).map((flag) => unknownFlag(context, flag))];
};

const forWhom = (context: RuleContext, written: string): string => {
  const history = context.fields.history(written);
  return history?.removedIn ? ` (before ${history.removedIn})` : history?.since ? ` (since ${history.since})` : '';
};

function unknownFlag(context: RuleContext, { written, nameRange, candidates }: Flag): Finding {
  const { version } = context.versions.of('openrlhf');
  if (candidates.length > 1) {
    return error('ORL-FLAG-STYLE', `--${written} is no flag of its own and begins ${candidates.length} others (${candidates.slice(0, 3).join(', ')}${candidates.length > 3 ? ', ...' : ''}); argparse stops on it as ambiguous.`, nameRange);
  }
  const renamed = renameOf('openrlhf', context.part.command, written, context.versions);
  const meant = renamed && context.fields.get(renamed.to) ? renamed.to : suggest(written, context.fields.specs.keys());
  const why = renamed ? ` is called --${renamed.to} since OpenRLHF ${renamed.since}` : `${describe(context, written)} OpenRLHF ${version}`;
  const hint = meant && !renamed ? ` Did you mean --${meant}?` : '';
  return error('ORL-FLAG-STYLE', `--${written}${why}; the command stops with "unrecognized arguments".${hint}`, nameRange, meant ? { title: `Change to --${meant}`, range: nameRange, text: meant } : null);
}

function describe(context: RuleContext, written: string): string {
  const history = context.fields.history(written);
  if (history?.removedIn) return ` is gone since OpenRLHF ${history.removedIn}; this is checked for`;
  return history?.since ? ` exists only since OpenRLHF ${history.since}; this is checked for` : ' is no flag of';
}

export const flagValues: Rule = (context) =>
  flagsOf(context).flatMap((flag): Finding[] => {
    const spec = flag.name === null ? undefined : context.fields.get(flag.name);
    return spec && flag.entry.value.certain ? value(context, spec, flag, flag.entry.value) : [];
  });

const NAMES: Readonly<Record<string, string>> = { int: 'a whole number', float: 'a number' };

function value(context: RuleContext, spec: FieldSpec, { written, nameRange }: Flag, node: ConfigNode): Finding[] {
  const bare = isScalar(node) && node.kind === 'bool' && node.source === '';
  const wrong = (message: string): Finding[] => [error('ORL-WRONG-TYPE', `--${written} ${message}; argparse stops on it.`, bare ? nameRange : node.range)];
  if (spec.converts === 'switch') return bare ? [] : wrong('is a switch and takes no value');
  if (bare) return wrong('needs a value');
  const items = node.kind === 'list' ? node.items : [node];
  if (!spec.list && items.length > 1) return wrong(`takes one value, not ${items.length}`);
  const wanted = /^tuple\[([^\]]*)\]/.exec(spec.type)?.[1]?.split(',').length;
  if (wanted !== undefined && items.length !== wanted) return wrong(`takes ${wanted} values, not ${items.length}`);
  return items.flatMap((item) => one(context, spec, written, item));
}

function one(context: RuleContext, spec: FieldSpec, written: string, node: ConfigNode): Finding[] {
  if (!isScalar(node) || node.kind !== 'str') return [];
  const text = String(node.value);
  const what = NAMES[spec.converts];
  if (what) {
    const number = converted({ ...spec, list: false, noneText: false }, text);
    const whole = spec.converts !== 'int' || /^\s*[-+]?\d+(?:_\d+)*\s*$/.test(text);
    if ((number === undefined && !/^\s*[-+]?(?:inf(?:inity)?|nan)\s*$/i.test(text)) || !whole) return [error('ORL-WRONG-TYPE', `--${written} takes ${what}, not ${text}; argparse stops on it.`, node.range)];
  }
  if (!spec.choices || spec.choices.includes(text)) return [];
  const meant = suggest(text, spec.choices);
  const fix = meant ? { title: `Change to ${meant}`, range: node.range, text: meant } : null;
  const elsewhere = !context.versions.of('openrlhf').known && loadedCatalogue('openrlhf').life(spec.owner, spec.name).some((life) => !life.spec.choices || life.spec.choices.includes(text));
  const note = elsewhere ? ' (Another version has it; the one in use is not known.)' : '';
  return [(elsewhere ? warning : error)('ORL-WRONG-TYPE', `--${written} takes one of ${spec.choices.join(', ')}, not ${text}.${note}`, node.range, fix)];
}
