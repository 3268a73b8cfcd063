/** Values that do not fit their fields. From a file nothing is converted; from flags argparse converts and checks. */
import type { FieldSpec } from '../../catalogue/catalogue';
import { loadedCatalogue } from '../../catalogue/store';
import type { Finding, Rule, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import type { Fix } from '../../finding';
import { type Kind, refused, takesListToo } from '../../frameworks/llamafactory/refused';
import { suggest } from '../../suggest';
import { type ConfigNode, effectiveEntries, isScalar, type ScalarNode } from '../../syntax/tree';
import { replaceValue } from '../hf/replace';
import { hfVersion } from '../hf/version';
import type { RuleId } from '../table';
import { flagValue } from './flags';

const NAMES: Readonly<Record<string, string>> = { int: 'a whole number', float: 'a number', str: 'text', bool: 'true or false', list: 'a list', dict: 'a mapping', null: 'null', any: 'a value' };

const describe = (spec: FieldSpec): string => (spec.choices ? `one of ${spec.choices.join(', ')}` : [...new Set(spec.accepts)].map((kind) => NAMES[kind]).join(' or '));

export const wrongValues: Rule = (context) => {
  return effectiveEntries(context.root).flatMap((entry) => {
    const spec = context.fields.get(entry.key);
    if (!spec || entry.merged || !entry.textKey || !entry.value.certain) return [];
    return context.part.syntax === 'flags' ? flagValue(spec, entry.value) : value(context, spec, entry.value);
  });
};

function value(context: RuleContext, spec: FieldSpec, node: ConfigNode): Finding[] {
  if (spec.accepts.includes('any')) return [];
  const kind = kindOf(node);
  if (spec.choices && isScalar(node) && kind !== 'null') return choice(context, spec, node);
  if (dispatched(context, spec)) return [error('LF-CHOICE', `${spec.name} takes ${describe(spec)}, not ${shown(node)}.`, node.range)];
  if (spec.coerced && !(kind === 'null' && spec.accepts.includes('null'))) return [error(enumRule(spec), `${spec.name} takes ${describe(spec)}, not ${shown(node)}.`, node.range)];
  const breaks = refused(context, spec.name, kind);
  if (!breaks && fits(spec, kind, node)) return [];
  if (kind === 'str' && isScalar(node)) return text(spec, node, breaks);
  const message = `${spec.name} takes ${describe(spec)}, not ${shown(node)}.`;
  return breaks
    ? [error('LF-WRONG-TYPE', `${message} LLaMA-Factory stops on it.`, node.range)]
    : [warning('LF-WRONG-TYPE', `${message} Nothing checks it at the start; it fails or misleads later.`, node.range, quoteFix(spec, node))];
}

const kindOf = (node: ConfigNode): Kind => (node.kind === 'map' ? 'dict' : node.kind === 'binary' || node.kind === 'date' ? 'str' : node.kind);

function fits(spec: FieldSpec, kind: Kind, node: ConfigNode): boolean {
  if (spec.accepts.includes(kind)) return true;
  if (kind === 'list') return takesListToo(spec.name);
  if (kind === 'int') return spec.accepts.includes('float') || (spec.accepts.includes('bool') && isScalar(node) && (node.value === 0 || node.value === 1));
  // 3.0 counts as 3 wherever numbers are only compared and multiplied.
  if (kind === 'float') return spec.accepts.includes('int') && isScalar(node) && Number.isInteger(node.value);
  return false;
}

const shown = (node: ConfigNode): string => (isScalar(node) ? (node.kind === 'null' ? 'null' : node.source) : (NAMES[kindOf(node)] ?? node.kind));

const NUMBER = /^[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
const BOOL = /^(?:true|false|yes|no|on|off)$/i;

/** A text where a number or a boolean belongs; most often it is only the quotes that are wrong. */
function text(spec: FieldSpec, node: ScalarNode, breaks: boolean): Finding[] {
  const content = String(node.value);
  const numeric = (spec.accepts.includes('int') || spec.accepts.includes('float')) && NUMBER.test(content);
  const boolean = spec.accepts.includes('bool') && BOOL.test(content);
  const report = breaks ? error : warning;
  if (node.quoted && (numeric || boolean)) {
    const misread = boolean && /^(?:false|no|off)$/i.test(content) ? ' A text that is not empty counts as true.' : '';
    const consequence = breaks ? 'LLaMA-Factory stops on it.' : `It stays a text until something computes with it.${misread}`;
    return [report('GEN-QUOTED-SCALAR', `${spec.name} takes ${describe(spec)}; in quotes ${node.source} is a text, and nothing converts it. ${consequence}`, node.range, replaceValue(node, content))];
  }
  const consequence = breaks ? 'LLaMA-Factory stops on it.' : 'Nothing checks it at the start; it fails or misleads later.';
  return [report('LF-WRONG-TYPE', `${spec.name} takes ${describe(spec)}, not the text ${node.source}. ${consequence}`, node.range)];
}

const enumRule = (spec: FieldSpec): RuleId => (spec.package !== 'transformers' ? 'LF-CHOICE' : spec.coerced === 'SchedulerType' ? 'HF-SCHEDULER-ENUM' : 'HF-ENUM');

/** Training is dispatched on it before anything is loaded; a wrong value ends the run there. */
const dispatched = (context: RuleContext, spec: FieldSpec): boolean => context.part.command === 'train' && spec.name === 'stage';

function choice(context: RuleContext, spec: FieldSpec, node: ScalarNode): Finding[] {
  const { choices = [] } = spec;
  if (node.kind === 'str' && choices.includes(String(node.value))) return [];
  if (spec.openChoices) return [];
  const trap = node.kind === 'bool' && choices.includes(node.source);
  const better = trap ? JSON.stringify(node.source) : suggest(String(node.value), choices);
  const fix = replaceValue(node, better);
  const seen = trap ? `${node.source} unquoted is a boolean in YAML, not the text "${node.source}"` : `${node.source} is not one of its values`;
  const message = `${spec.name}: ${seen}. Choose one of ${choices.join(', ')}.`;
  const elsewhere = otherVersions(context, spec, node);
  if (elsewhere) return [warning(spec.coerced ? enumRule(spec) : 'LF-CHOICE', `${message} ${elsewhere}`, node.range)];
  if (spec.coerced) return [error(enumRule(spec), message, node.range, fix)];
  if (dispatched(context, spec)) return [error('LF-CHOICE', message, node.range, fix)];
  return [warning('LF-CHOICE', `${message} Nothing checks it at the start; it fails or misleads later.`, node.range, fix)];
}

/** Says that another version takes the value, where nobody told which one runs. */
function otherVersions(context: RuleContext, spec: FieldSpec, node: ScalarNode): string | null {
  if (spec.package === 'transformers' ? hfVersion(context).known : context.versions.of(spec.package).known) return null;
  const known = loadedCatalogue(spec.package).life(spec.owner, spec.name).some((life) => life.spec.choices?.includes(String(node.value)));
  return known ? `(Another version of ${spec.package} has it; the one in use is not known.)` : null;
}

function quoteFix(spec: FieldSpec, node: ConfigNode): Fix | null {
  if (!spec.accepts.includes('str') || !isScalar(node) || node.source === '' || node.kind === 'null') return null;
  return replaceValue(node, JSON.stringify(node.source));
}
