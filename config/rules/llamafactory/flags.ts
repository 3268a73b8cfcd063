/** One flag of `llamafactory-cli train --key value`, as argparse takes it: texts are converted, choices are checked. */
import { converted } from '../../check/settings';
import type { FieldSpec } from '../../catalogue/catalogue';
import type { Finding } from '../../check/context';
import { error } from '../../check/report';
import { suggest } from '../../suggest';
import { replaceValue } from '../hf/replace';
import { type ConfigNode, isScalar } from '../../syntax/tree';

const NAMES: Readonly<Record<string, string>> = { int: 'a whole number', float: 'a number', bool: 'true or false', switch: 'true or false' };

export function flagValue(spec: FieldSpec, node: ConfigNode): Finding[] {
  if (spec.list && node.kind === 'list') return node.items.filter((item) => item.certain).flatMap((item) => flagValue({ ...spec, list: false }, item));
  if (!isScalar(node) || node.kind !== 'str') return [];
  const text = String(node.value);
  if (spec.choices && spec.converts === 'choice' && !spec.openChoices) {
    if (spec.choices.includes(text)) return [];
    const meant = suggest(text, spec.choices);
    const fix = replaceValue(node, meant);
    return [error('LF-CHOICE', `--${spec.name} takes one of ${spec.choices.join(', ')}, not ${text}.`, node.range, fix)];
  }
  const name = NAMES[spec.converts];
  if (!name) return [];
  const value = converted({ ...spec, list: false }, text);
  const wrong = value === undefined || (spec.converts === 'int' && !Number.isInteger(value) && value !== null) || (spec.converts === 'int' && !/^\s*[-+]?\d[\d_]*\s*$/.test(text) && value !== null);
  return wrong ? [error('LF-WRONG-TYPE', `--${spec.name} takes ${name}, not ${text}.`, node.range)] : [];
}
