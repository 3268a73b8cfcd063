/** A Python module that configures an Open-Reasoner-Zero experiment, as a config part. */
import { loadCatalogues } from '../../catalogue/store';
import { fieldTable } from '../../catalogue/fieldTable';
import { Versions } from '../../catalogue/versions';
import type { BaseConfig, ConfigPart } from '../../check/part';
import type { Files } from '../../files';
import { readModule, type PythonModule } from '../../syntax/python/run';
import type { ClassDefinition, FieldDefinition } from '../../syntax/python/scope';
import type { Environment, Unresolved } from '../../syntax/python/evaluate';
import { tokenize } from '../../syntax/python/tokens';
import { fileName } from '../../uri';
import { type Experiment, remember } from './experiment';
import { isClassVariable, mergeFields } from './fields';
import { type Chain, chainOf } from './inherit';
import { loosened, outsideOf } from './outside';

/**
 * @param environment variables that the launch sets, such as `DEBUG_MODE`
 * @returns null for any other Python file
 */
export async function readOrz(files: Files, uri: string, text: string, environment: Environment = new Map()): Promise<ConfigPart | null> {
  if (!/\bclass\b/.test(text) || !text.includes('ExpConfig')) return null;
  const module = readModule(text, fileName(uri), environment);
  const definition = configClass(module, text);
  if (!definition) return null;
  const [chain] = await Promise.all([chainOf(files, environment, uri, module, definition), loadCatalogues(['open-reasoner-zero'])]);
  return partOf(uri, text, module, definition, chain);
}

/** The class that the module hands to `set_cfg`, else its last one that inherits an experiment's config. */
function configClass(module: PythonModule, text: string): ClassDefinition | null {
  const configs = module.classes.filter((definition) => inheritsConfig(module, definition, 0));
  const used = /\bset_cfg\(\s*(\w+)\s*\(/.exec(text)?.[1];
  return configs.find(({ name }) => name === used) ?? configs.at(-1) ?? null;
}

function inheritsConfig(module: PythonModule, definition: ClassDefinition, depth: number): boolean {
  return definition.bases.some((base) => {
    const bound = base.kind === 'name' ? module.scope.get(base.text) : undefined;
    if (bound?.class && bound.class !== definition && depth < 8) return inheritsConfig(module, bound.class, depth + 1);
    const { imported } = bound ?? {};
    return imported !== undefined && /ExpConfig$/.test(imported.name) && (imported.name === 'BasePPOExpConfig' || /(?:^|\.)(?:orz|playground|orz_\w+)(?:\.|$)/.test(imported.module));
  });
}

function partOf(uri: string, text: string, module: PythonModule, definition: ClassDefinition, chain: Chain): ConfigPart {
  const own = chain.links.filter((link) => link.uri === uri);
  const above = chain.links.filter((link) => link.uri !== uri);
  const command = chain.published ?? 'ppo';
  const published = chain.published === null ? [] : fieldTable('open-reasoner-zero', command, new Versions(new Map())).specs.keys();
  const inherited = mergeFields(above, chain.unknown ? null : published);
  const merged = mergeFields(own, chain.unknown ? null : inherited.fields);
  const outside = outsideOf(text, definition.name);
  const root = loosened(merged.root, outside);
  const base: BaseConfig | null = chain.unknown ? { uri, root: null } : above.length > 0 ? { uri: above.at(-1)?.uri ?? uri, root: loosened(inherited.root, outside) } : null;
  const names = new Set([...inherited.names, ...merged.names]);
  remember(root, {
    className: definition.name,
    ignored: merged.ignored,
    ...dataclassFaults(own.map((link) => link.definition), inherited.names),
    unbound: module.scope.open ? [] : unbound(own.map((link) => link.definition), module.unresolved, names, text),
    names: chain.unknown || definition.broken ? null : names,
    mentioned: outside.mentioned,
    trainerFrom: trainerFrom(module),
  });
  return {
    framework: 'orz',
    command,
    range: definition.range,
    head: definition.nameRange,
    root,
    syntax: 'python',
    launch: null,
    ...(base ? { base } : {}),
    whole: !own.some((link) => link.definition.broken),
  };
}

/** What `@dataclass` refuses when the class is made. */
function dataclassFaults(own: readonly ClassDefinition[], inherited: ReadonlySet<string>): Pick<Experiment, 'mutable' | 'noDefault'> {
  const mutable: FieldDefinition[] = [];
  const noDefault: FieldDefinition[] = [];
  const seen = new Set(inherited);
  for (const definition of own.filter(({ dataclass }) => dataclass)) {
    for (const field of definition.fields) {
      if (field.annotation === null || isClassVariable(field)) continue;
      if (field.expression && isMutable(field.expression)) mutable.push(field);
      if (!field.expression && inherited.size > 0 && !seen.has(field.name) && !/^(?:dataclasses\.)?(?:KW_ONLY|InitVar)/.test(field.annotation)) noDefault.push(field);
      seen.add(field.name);
    }
  }
  return { mutable, noDefault };
}

function isMutable(expression: NonNullable<FieldDefinition['expression']>): boolean {
  if (expression.kind === 'unknown') return expression.display === true;
  if (expression.kind === 'binary') return expression.op === '*' && (isMutable(expression.left) || isMutable(expression.right));
  if (expression.kind === 'list' || expression.kind === 'dict' || expression.kind === 'set') return true;
  return expression.kind === 'call' && expression.callee.kind === 'name' && ['list', 'dict', 'set'].includes(expression.callee.text);
}

/** Names in the class bodies that only a later line, or a class above, holds; and names that the module never speaks of. */
function unbound(own: readonly ClassDefinition[], unresolved: readonly Unresolved[], names: ReadonlySet<string>, text: string): Experiment['unbound'] {
  const inside = unresolved.filter(({ at }) => own.some(({ range }) => range.start <= at.start && at.end <= range.end));
  if (inside.length === 0) return [];
  const { range } = own.at(-1) ?? { range: { start: 0, end: text.length } };
  const tokens = [...tokenize(text.slice(0, range.start)), ...tokenize(text.slice(range.end))];
  const elsewhere = new Set(tokens.filter((_, index) => tokens[index - 1]?.text !== '.').map((token) => token.text));
  return inside.filter(({ name }) => names.has(name) || !elsewhere.has(name));
}

/** `from playground.orz_7b_ppo import PPOExp`: its trainer reads fields that the base class lacks. */
function trainerFrom(module: PythonModule): string | null {
  for (const { imported } of module.scope.names.values()) {
    const experiment = imported && /^(?:PPOExp|CustomRewardTrainer)$/.test(imported.name) ? /(?:^|\.)(orz_\w+)$/.exec(imported.module)?.[1] : undefined;
    if (experiment !== undefined) return experiment;
  }
  return null;
}
