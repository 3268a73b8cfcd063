/** Values that do not fit their fields, in a TRL config or in the `set` of a phase. */
import type { Finding } from '../../finding';
import type { FieldSpec } from '../../frameworks/trl/catalogue';
import { checkValue } from '../../frameworks/trl/values';
import { suggest } from '../../suggest';
import { type ConfigNode, effectiveEntries, entryOf, isScalar } from '../../syntax/tree';
import type { TrlContext } from './context';

export function wrongValues(context: TrlContext): Finding[] {
  return effectiveEntries(context.root).flatMap((entry) => {
    const spec = context.fields.get(entry.key);
    if (spec) return entry.key === 'datasets' && entry.value.kind === 'list' ? datasets(context, entry.value.items) : valueFindings(spec, entry.value);
    if (entry.key === 'env') return environment(entry.value);
    const flag = context.catalogue.launch.get(entry.key.replaceAll('-', '_'));
    return flag && context.reader.kind === 'command' ? launchValue(entry.key, flag, entry.value) : [];
  });
}

export function valueFindings(spec: FieldSpec, node: ConfigNode): Finding[] {
  const problem = checkValue(spec, node);
  if (!problem) return [];
  const { better, ...rest } = problem;
  const fix = better === undefined ? {} : { fix: { title: `Change to ${better}`, range: node.range, text: better } };
  return [{ ...rest, range: node.range, ...fix }];
}

/** Each mapping of `datasets` becomes `DatasetConfig(**entry)`, which refuses unknown and missing names. */
function datasets(context: TrlContext, items: ConfigNode[]): Finding[] {
  return items.flatMap((item): Finding[] => {
    if (item.kind !== 'map' || !item.certain) return [];
    const unknown = effectiveEntries(item).filter((entry) => entry.value.certain && !context.catalogue.dataset.has(entry.key));
    const found = unknown.map((entry): Finding => {
      const meant = suggest(entry.key, context.catalogue.dataset.keys());
      const fix = meant ? { fix: { title: `Change to ${meant}`, range: entry.keyRange, text: meant } } : {};
      return { rule: 'TRL-WRONG-TYPE', severity: 'error', message: `A dataset has no ${entry.key}.${meant ? ` Did you mean ${meant}?` : ''}`, range: entry.keyRange, ...fix };
    });
    const complete = entryOf(item, 'path') || unknown.length > 0 || item.entries.some((entry) => !entry.value.certain);
    if (!complete) found.push({ rule: 'TRL-WRONG-TYPE', severity: 'error', message: 'A dataset needs a path.', range: item.range });
    return found;
  });
}

function environment(node: ConfigNode): Finding[] {
  if (!node.certain || node.kind === 'map') return [];
  return [{ rule: 'TRL-WRONG-TYPE', severity: 'error', message: 'env takes a mapping of variable names to values.', range: node.range }];
}

/** `--key str(value)` on the command line of `accelerate launch`. */
function launchValue(key: string, flag: FieldSpec, node: ConfigNode): Finding[] {
  if (!node.certain || !isScalar(node)) return [];
  const wrong = (message: string, better?: string): Finding[] => [
    { rule: 'TRL-LAUNCH-FLAG', severity: 'error', message, range: node.range, ...(better ? { fix: { title: `Change to ${better}`, range: node.range, text: better } } : {}) },
  ];
  if (flag.converts === 'switch') {
    return wrong(`${key} is a switch of accelerate launch and takes no value, so it cannot be set here. Set it on the command line or through accelerate_config.`);
  }
  const text = node.kind === 'bool' ? (node.value ? 'True' : 'False') : node.kind === 'null' ? 'None' : String(node.value);
  if (flag.converts === 'int' && !/^\s*[-+]?\d+\s*$/.test(text)) return wrong(`${key} takes a whole number, not ${text}.`);
  if (flag.converts === 'float' && Number.isNaN(Number(text))) return wrong(`${key} takes a number, not ${text}.`);
  if (!flag.choices || flag.openChoices || flag.choices.includes(text)) return [];
  const quoted = flag.choices.includes(node.source) ? JSON.stringify(node.source) : undefined;
  const trap = quoted ? ` ${node.source} unquoted is a boolean in YAML.` : '';
  return wrong(`${key} takes one of ${flag.choices.join(', ')}, not ${text}.${trap}`, quoted);
}
