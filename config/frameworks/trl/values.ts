/**
 * One value against one field, as TRL takes it: a string becomes the default of an argparse argument and is converted;
 * any other YAML value is taken as it is (trl 1.13.0 `set_defaults_with_config`), and only `__post_init__` may refuse it.
 */
import { type ConfigNode, isScalar, type ScalarNode } from '../../syntax/tree';
import type { RuleId } from '../../rules/table';
import type { Severity } from '../../finding';
import type { FieldSpec } from '../../catalogue/catalogue';
import { rejectedByInit } from './initChecks';

export interface ValueProblem {
  rule: RuleId;
  severity: Severity;
  message: string;
  /** A better spelling of the value, when there is one. */
  better?: string;
}

/** Python's `int(text)` and `float(text)` on the texts people write. */
const PYTHON_INT = /^\s*[-+]?\d+(?:_\d+)*\s*$/;
const PYTHON_FLOAT = /^\s*[-+]?(?:(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[-+]?\d+(?:_\d+)*)?|inf|infinity|nan)\s*$/i;
const PYTHON_BOOL = /^(?:yes|true|t|y|1|no|false|f|n|0)$/i;

const NAMES = { int: 'a whole number', float: 'a number', str: 'text', bool: 'true or false', list: 'a list', dict: 'a mapping', null: 'null', any: 'a value' };

/** "a whole number or null" */
export const describeKinds = (spec: FieldSpec): string =>
  spec.choices ? `one of ${spec.choices.join(', ')}` : spec.accepts.map((kind) => NAMES[kind]).join(' or ');

export function checkValue(spec: FieldSpec, node: ConfigNode): ValueProblem | null {
  if (!node.certain || spec.accepts.includes('any')) return null;
  if (isScalar(node) && node.kind === 'str') return checkText(spec, node) ?? checkChoice(spec, node);
  if (isScalar(node) && node.kind === 'bool' && !spec.accepts.includes('bool') && spec.choices) return checkChoice(spec, node);
  const kind = kindOf(node);
  if (fits(spec, kind, node)) return isScalar(node) && node.kind !== 'null' ? checkChoice(spec, node) : null;
  return wrongKind(spec, node, kind);
}

const kindOf = (node: ConfigNode): FieldSpec['accepts'][number] | 'date' =>
  node.kind === 'map' ? 'dict' : node.kind === 'binary' ? 'str' : node.kind;

function fits(spec: FieldSpec, kind: ReturnType<typeof kindOf>, node: ConfigNode): boolean {
  const accepted = (name: FieldSpec['accepts'][number]): boolean => spec.accepts.includes(name);
  if (kind !== 'date' && accepted(kind)) return true;
  if (kind === 'int') return accepted('float') || (accepted('bool') && isScalar(node) && (node.value === 0 || node.value === 1));
  return false;
}

function wrongKind(spec: FieldSpec, node: ConfigNode, kind: ReturnType<typeof kindOf>): ValueProblem {
  const written = isScalar(node) ? node.source : '';
  const seen =
    kind === 'bool' && !/^(?:true|false)$/i.test(written)
      ? `${written}, which YAML reads as ${node.kind === 'bool' && node.value ? 'true' : 'false'}`
      : kind === 'date'
        ? `${written}, which YAML reads as a date`
        : NAMES[kind];
  const better = spec.accepts.includes('str') && isScalar(node) && written !== '' ? JSON.stringify(written) : undefined;
  const refused = rejectedByInit(spec, kind);
  return {
    rule: 'TRL-WRONG-TYPE',
    severity: refused ? 'error' : 'warning',
    message: `${spec.name} takes ${describeKinds(spec)}, not ${seen}.${refused ? '' : ' The parser lets it pass, and it fails or misleads later.'}`,
    ...(better === undefined ? {} : { better }),
  };
}

/** A string, through the argument's conversion. */
function checkText(spec: FieldSpec, node: ScalarNode): ValueProblem | null {
  const text = String(node.value);
  if (spec.noneText && /^(?:none|null)$/i.test(text)) return null;
  const converts: Record<string, RegExp> = { int: PYTHON_INT, float: PYTHON_FLOAT, bool: PYTHON_BOOL };
  const pattern = converts[spec.converts];
  const wrong = pattern ? !pattern.test(text) : spec.converts === 'dict' && text !== '';
  if (wrong) {
    return { rule: 'TRL-WRONG-TYPE', severity: 'error', message: `${spec.name} takes ${describeKinds(spec)}; the text ${JSON.stringify(text)} cannot be converted to that.` };
  }
  if (spec.list && !spec.accepts.includes('str')) {
    return {
      rule: 'TRL-WRONG-TYPE',
      severity: 'warning',
      message: `${spec.name} takes a list; a single text is not made one, and would be read letter by letter.`,
      better: `[${node.source}]`,
    };
  }
  return null;
}

function checkChoice(spec: FieldSpec, node: ScalarNode): ValueProblem | null {
  if (!spec.choices || (node.kind === 'str' && spec.choices.includes(String(node.value)))) return null;
  const choices = spec.choices.join(', ');
  const trap = node.kind === 'bool' && spec.choices.includes(node.source);
  const better = trap ? { better: JSON.stringify(node.source) } : {};
  const seen = trap ? `${node.source} unquoted is a boolean in YAML, not the text "${node.source}"` : `${node.source} is not one of its values`;
  if (spec.coerced) {
    const rule = spec.coerced === 'SchedulerType' ? 'HF-SCHEDULER-ENUM' : 'HF-ENUM';
    return { rule, severity: 'error', message: `${spec.name}: ${seen}. Choose one of ${choices}.`, ...better };
  }
  return {
    rule: 'TRL-CHOICE-FROM-YAML',
    severity: 'warning',
    message: `${spec.name}: ${seen} (${choices}). TRL does not check choices that come from a file; this fails or misleads later.`,
    ...better,
  };
}
