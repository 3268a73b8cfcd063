/** The pipeline file against its shape: unknown keys, missing keys, values of the wrong kind. */
import type { Finding } from '../finding';
import { suggest } from '../suggest';
import { type ConfigNode, effectiveEntries, entryOf, isScalar, type MapNode, type Range } from '../syntax/tree';
import { type KeySpec, PIPELINE, type Shape } from './shape';

const VERSION = 1;
/** Names of stages and targets become folder names and command line arguments. */
export const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export const pipeError = (rule: Finding['rule'], message: string, range: Range, better?: string | null): Finding => ({
  rule,
  severity: 'error',
  message: better ? `${message} Did you mean ${better}?` : message,
  range,
  ...(better ? { fix: { title: `Change to ${better}`, range, text: better } } : {}),
});

export function checkShape(root: ConfigNode | null): Finding[] {
  if (root?.kind !== 'map') {
    return [pipeError('PIPE-TYPE', 'A pipeline file is a mapping with version, targets and stages.', root?.range ?? { start: 0, end: 0 })];
  }
  return [...version(root), ...mapping(root, PIPELINE, 'The pipeline file', { start: 0, end: 0 })];
}

function version(root: MapNode): Finding[] {
  const entry = entryOf(root, 'version');
  if (!entry) return [pipeError('PIPE-VERSION', 'version is missing; write version: 1 first.', root.entries[0]?.keyRange ?? root.range)];
  const node = entry.value;
  if (!node.certain || (node.kind === 'int' && node.value === VERSION)) return [];
  const newer = node.kind === 'int' && Number(node.value) > VERSION;
  const message = newer ? `Version ${String(isScalar(node) ? node.value : '')} is newer than this release reads (${VERSION}). Update Reasoner Studio.` : `version must be ${VERSION}.`;
  return [pipeError('PIPE-VERSION', message, node.range)];
}

/** @param at where to point when a required key is missing */
function mapping(node: ConfigNode, shape: Shape, what: string, at: Range): Finding[] {
  if (!node.certain) return [];
  if (node.kind !== 'map') return [pipeError('PIPE-TYPE', `${what} must be a mapping.`, node.range.end > node.range.start ? node.range : at)];
  const found: Finding[] = [];
  for (const { key, keyRange, value } of effectiveEntries(node)) {
    if (Object.hasOwn(shape, key)) found.push(...checkKey(key, shape[key] as KeySpec, value, keyRange));
    else if (value.certain) found.push(pipeError('PIPE-UNKNOWN-KEY', `${what} has no key ${key}.`, keyRange, suggest(key, Object.keys(shape))));
  }
  for (const [key, spec] of Object.entries(shape)) {
    if (spec.required && key !== 'version' && !node.entries.some((entry) => entry.key === key)) {
      found.push(pipeError('PIPE-TYPE', `${what} needs ${key}.`, at.end > at.start ? at : (node.entries[0]?.keyRange ?? node.range)));
    }
  }
  return found;
}

function checkKey(key: string, spec: KeySpec, node: ConfigNode, keyRange: Range): Finding[] {
  if (!node.certain) return [];
  const range = node.range.end > node.range.start ? node.range : keyRange;
  const wrong = (expected: string): Finding[] => [pipeError('PIPE-TYPE', `${key} takes ${expected}.`, range)];
  switch (spec.kind) {
    case 'version':
      return [];
    case 'name':
    case 'text':
      if (node.kind !== 'str' || node.value === '') return wrong(node.kind === 'null' ? 'a value' : 'text; quote it if it is meant as text');
      if (spec.choices && !spec.choices.includes(String(node.value))) {
        return [pipeError('PIPE-TYPE', `${key} takes ${spec.choices.join(' or ')}.`, range, suggest(String(node.value), spec.choices))];
      }
      return [];
    case 'steps':
      return node.kind === 'int' && Number(node.value) > 0 ? [] : wrong('a whole number above 0');
    case 'argv': {
      const words = node.kind === 'list' && node.items.length > 0 && node.items.every((item) => !item.certain || ['str', 'int', 'float'].includes(item.kind));
      return words ? [] : wrong('a list of arguments such as [python, prepare.py]; numbers and text only, quote the rest');
    }
    case 'checks':
      return checks(key, node, range);
    case 'variables':
      return variables(key, node, range);
    case 'fields':
      return node.kind === 'map' ? [] : wrong("a mapping of the trainer's fields");
    case 'map':
      return mapping(node, spec.keys ?? {}, key, keyRange);
    case 'named':
      return named(key, spec.keys ?? {}, node, range);
    case 'list':
      return node.kind === 'list' ? node.items.flatMap((item, i) => mapping(item, spec.keys ?? {}, `${key} ${i + 1}`, item.range)) : wrong('a list');
  }
}

function variables(key: string, node: ConfigNode, range: Range): Finding[] {
  if (node.kind !== 'map') return [pipeError('PIPE-TYPE', `${key} takes a mapping of names to values.`, range)];
  return effectiveEntries(node).flatMap((entry) => {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(entry.key)) return [pipeError('PIPE-TYPE', `${entry.key} is not a name for an environment variable.`, entry.keyRange)];
    if (!entry.value.certain || ['str', 'int', 'float'].includes(entry.value.kind)) return [];
    return [pipeError('PIPE-TYPE', `The variable ${entry.key} takes text or a number; quote anything else.`, entry.value.range.end > entry.value.range.start ? entry.value.range : entry.keyRange)];
  });
}

function named(key: string, shape: Shape, node: ConfigNode, range: Range): Finding[] {
  if (node.kind !== 'map') return [pipeError('PIPE-TYPE', `${key} takes a mapping of names.`, range)];
  return effectiveEntries(node).flatMap((entry) => {
    const single = key.replace(/s$/, '');
    if (!NAME.test(entry.key)) {
      return [pipeError('PIPE-TYPE', `${entry.key} cannot name a ${single}: letters, digits, dot, dash and underscore only, a letter or digit first.`, entry.keyRange)];
    }
    return mapping(entry.value, shape, `The ${single} ${entry.key}`, entry.keyRange);
  });
}

const LEVELS = ['off', 'hint', 'information', 'warning', 'error'];

function checks(key: string, node: ConfigNode, range: Range): Finding[] {
  if (node.kind !== 'map') return [pipeError('PIPE-TYPE', `${key} takes a mapping of rule ids to severities.`, range)];
  return effectiveEntries(node).flatMap((entry) => {
    // `off` unquoted is a boolean in YAML and means what it says.
    const level = isScalar(entry.value) ? entry.value.source : '';
    if (!entry.value.certain || LEVELS.includes(level.replace(/^["']|["']$/g, ''))) return [];
    return [pipeError('PIPE-TYPE', `${entry.key} takes one of ${LEVELS.join(', ')}.`, entry.value.range.end > entry.value.range.start ? entry.value.range : entry.keyRange)];
  });
}
