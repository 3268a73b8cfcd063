/** Keys and values of a training config, whatever framework reads it. */
import { type FieldSpec, frameworkModule, type RuleContext } from '../../config';
import { type Proposal, snippetText } from './proposal';
import { defaultText, fieldMarkdown, flagMarkdown, yamlText } from './texts';

/** Keys that may stand in the mapping at `path`: fields, and mappings that hold fields. */
export function keyProposals(context: RuleContext, path: readonly string[]): Proposal[] {
  const prefix = path.map((key) => `${key}.`).join('');
  const groups = new Set<string>();
  const found: Proposal[] = [];
  const main = frameworkModule(context.framework).packages[0];
  for (const spec of context.fields.specs.values()) {
    if (!spec.name.startsWith(prefix) || spec.derived) continue;
    const rest = spec.name.slice(prefix.length);
    const dot = rest.indexOf('.');
    if (dot < 0) found.push(keyProposal(spec, rest, spec.package === main));
    else groups.add(rest.slice(0, dot));
  }
  for (const label of groups) found.push({ label, detail: 'section', first: true, insert: '' });
  if (path.length === 0) found.push(...launcherKeys(context));
  return found;
}

/** Every field by its whole dotted path, for overrides on a command line. */
export const pathProposals = (context: RuleContext): Proposal[] =>
  [...context.fields.specs.values()].filter((spec) => !spec.derived).map((spec) => keyProposal(spec, spec.name, true));

const keyProposal = (spec: FieldSpec, label: string, first: boolean): Proposal => ({
  label,
  detail: `${spec.type}${spec.hasDefault ? ` = ${defaultText(spec)}` : ''}`,
  field: spec.name,
  insert: valueSnippet(spec),
  first,
});

function launcherKeys(context: RuleContext): Proposal[] {
  const module = frameworkModule(context.framework);
  if (!module.alsoReads) return [];
  const flags = [...module.alsoReads(context.versions)].filter(([key, flag]) => flag.converts !== 'switch' && !context.fields.get(key));
  return [
    ...flags.map(([key, flag]) => ({ label: key, detail: 'accelerate launch', documentation: flagMarkdown(key, flag.help) })),
    { label: 'env', detail: 'mapping', documentation: '**env**\n\nEnvironment variables that are set before the training starts.' },
  ];
}

/** The default stands ready to be typed over. */
export function valueSnippet(spec: FieldSpec): string {
  const options = valueTexts(spec);
  if (options.length > 1) {
    const byDefault = defaultText(spec);
    const ordered = [...options].sort((a, b) => Number(b === byDefault) - Number(a === byDefault));
    return `\${1|${ordered.map((option) => option.replace(/[\\$},|]/g, '\\$&')).join(',')}|}`;
  }
  const text = spec.default === null ? '' : defaultText(spec);
  return text === '' ? '$1' : `\${1:${snippetText(text)}}`;
}

const valueTexts = (spec: FieldSpec): string[] => spec.choices?.map(yamlText) ?? (spec.accepts.includes('bool') ? ['true', 'false'] : []);

/** Values of the field at `path`: its choices, its default, and what only the workspace knows. */
export async function valueProposals(context: RuleContext, path: string): Promise<Proposal[]> {
  const spec = context.fields.get(path);
  const module = frameworkModule(context.framework);
  const local = (await module.values?.(context, path)) ?? [];
  const own = local.map((label): Proposal => ({ label, insert: yamlText(label), first: true }));
  if (spec) return [...own, ...fieldValues(spec)];
  const flag = module.alsoReads?.(context.versions).get(path.replaceAll('-', '_'));
  return [...own, ...(flag?.choices ?? []).map((choice) => ({ label: choice, insert: yamlText(choice) }))];
}

export function fieldValues(spec: FieldSpec): Proposal[] {
  const byDefault = defaultText(spec);
  const texts = [...valueTexts(spec), ...(spec.accepts.includes('null') ? ['null'] : [])];
  if (spec.hasDefault && !texts.includes(byDefault) && spec.defaultText === undefined) texts.push(byDefault);
  return texts.map((text) => ({ label: text, insert: text, first: text === byDefault, ...(text === byDefault ? { detail: 'default' } : {}) }));
}

/** Keys of a phase's `set` in reasoner.yaml. */
export const fieldKeys = (specs: Iterable<FieldSpec>): Proposal[] =>
  [...specs].map((spec) => ({
    label: spec.name,
    detail: `${spec.type}${spec.hasDefault ? ` = ${defaultText(spec)}` : ''}`,
    documentation: fieldMarkdown(spec, null, null),
    insert: valueSnippet(spec),
    first: spec.package !== 'transformers',
  }));
