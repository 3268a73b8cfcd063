/** Values that ms-swift's argument parser refuses, or that its file reader breaks on. */
import type { FieldSpec } from '../../catalogue/catalogue';
import { loadedCatalogue } from '../../catalogue/store';
import type { Finding, Rule, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import { fieldOf, isReaderKey, wordsOf } from '../../frameworks/ms-swift/words';
import { suggest } from '../../suggest';
import { type ConfigNode, effectiveEntries, isScalar, type MapEntry } from '../../syntax/tree';

export const wrongValues: Rule = (context) =>
  effectiveEntries(context.root).flatMap((entry): Finding[] => {
    const found = entry.merged || isReaderKey(context, entry) ? null : fieldOf(context, entry.key);
    return found && found !== 'ambiguous' && entry.value.certain ? value(context, found.spec, entry) : [];
  });

function value(context: RuleContext, spec: FieldSpec, entry: MapEntry): Finding[] {
  const { texts, nodes, unconverted } = wordsOf(context, entry.value);
  const [first] = unconverted;
  if (first) {
    const fixable = isScalar(first) && first.source !== '' ? { title: `Change to "${first.source}"`, range: first.range, text: `"${first.source}"` } : null;
    return [error('SW-YAML-LIST-TYPE', `${entry.key}: ms-swift joins the items of a list into a command line as they are, and stops on what is no text. Quote them.`, first.range, fixable)];
  }
  const range = nodes.length > 0 ? entry.value.range : entry.keyRange;
  // Only a boolean that has a default takes no value for true.
  if (texts.length === 0) return spec.converts === 'bool' && spec.default !== null ? [] : [error('SW-WRONG-TYPE', `${entry.key} needs a value; argparse stops on it.`, range)];
  if (!spec.list && texts.length > 1) return [error('SW-WRONG-TYPE', `${entry.key} takes one value, not ${texts.length}; ms-swift stops with "remaining_argv".`, range)];
  return texts.flatMap((text, at) => (text === null ? [] : word(context, spec, entry, text, nodes[at] ?? entry.value)));
}

/** Python's `int(text)` and `float(text)`, and `string_to_bool` of transformers. */
const PATTERNS: Readonly<Record<string, [RegExp, string]>> = {
  int: [/^\s*[-+]?\d+(?:_\d+)*\s*$/, 'a whole number'],
  float: [/^\s*[-+]?(?:(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[-+]?\d+)?|inf|infinity|nan)\s*$/i, 'a number'],
  bool: [/^(?:yes|true|t|y|1|no|false|f|n|0)$/i, 'true or false'],
};

function word(context: RuleContext, spec: FieldSpec, entry: MapEntry, text: string, node: ConfigNode): Finding[] {
  const nothing = isScalar(node) && node.kind === 'null';
  const pattern = PATTERNS[spec.converts];
  if (pattern && !pattern[0].test(text)) return [wrong(`${entry.key} takes ${pattern[1]}`, text, nothing, node)];
  if (spec.choices && !spec.openChoices && !spec.coerced) {
    const choices = literals(spec);
    // Of a Literal with None the text None is one of the choices.
    return choices.includes(text) || (text === 'None' && /\bNone\]/.test(spec.type)) ? [] : [choice(context, { ...spec, choices }, entry, text, nothing, node)];
  }
  if (spec.coerced && spec.choices && !spec.choices.includes(text) && !(nothing && spec.accepts.includes('null'))) return [choice(context, spec, entry, text, nothing, node)];
  return nothing && spec.converts === 'str' ? [none(entry, node)] : [];
}

/** Of `Literal[4, 8, 'float8']` all texts, the numbers too. */
function literals(spec: FieldSpec): string[] {
  const inside = /Literal\[([^\]]*)\]/.exec(spec.type)?.[1];
  const numbers = inside?.split(',').map((part) => part.trim()).filter((part) => /^-?\d+(?:\.\d+)?$/.test(part)) ?? [];
  return [...numbers, ...(spec.choices ?? [])];
}

function wrong(what: string, text: string, nothing: boolean, node: ConfigNode): Finding {
  if (nothing) return error('SW-YAML-NULL', `${what}; null becomes the word None on ms-swift's command line, which argparse refuses. Take the key out.`, node.range);
  return error('SW-WRONG-TYPE', `${what}, not ${text}; argparse stops on it.`, node.range);
}

function choice(context: RuleContext, spec: FieldSpec, entry: MapEntry, text: string, nothing: boolean, node: ConfigNode): Finding {
  const { choices = [] } = spec;
  if (nothing) return wrong(`${entry.key} takes one of ${choices.join(', ')}`, text, true, node);
  const trap = isScalar(node) && node.kind === 'bool' && choices.includes(node.source);
  const meant = trap && isScalar(node) ? JSON.stringify(node.source) : suggest(text, choices);
  const seen = trap && isScalar(node) ? `; ${node.source} unquoted is a boolean in YAML and becomes ${text}` : `, not ${text}`;
  const elsewhere = !context.versions.of(spec.package).known && loadedCatalogue(spec.package).life(spec.owner, spec.name).some((life) => life.spec.choices?.includes(text));
  const message = `${entry.key} takes one of ${choices.join(', ')}${seen}; ms-swift stops on it.${elsewhere ? ` (Another version of ${spec.package} has it; the one in use is not known.)` : ''}`;
  return (elsewhere ? warning : error)('SW-WRONG-TYPE', message, node.range, meant ? { title: `Change to ${meant}`, range: node.range, text: meant } : null);
}

/** Texts that are looked up or opened at once. */
const OPENED = new Set(['deepspeed', 'resume_from_checkpoint', 'template', 'model_type', 'tuner_type', 'train_type', 'fsdp', 'quant_method', 'eval_strategy']);

const none = (entry: MapEntry, node: ConfigNode): Finding =>
  (OPENED.has(entry.key) ? error : warning)('SW-YAML-NULL', `${entry.key}: null becomes the word None on ms-swift's command line, which is taken for a ${entry.key} of that name. Take the key out.`, node.range);
