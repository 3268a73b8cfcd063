/** Keys and values of a TRL config. */
import { fieldOf, fieldsOf, type FieldSpec, launchFlags, type Trainer } from '../../config';
import { type Proposal, snippetText } from './proposal';
import { defaultText, fieldMarkdown, flagMarkdown, yamlText } from './texts';

export function trlKeys(trainer: Trainer): Proposal[] {
  return [
    ...fieldKeys(trainer),
    ...[...launchFlags()].filter(([key, flag]) => flag.converts !== 'switch' && !fieldOf(trainer, key)).map(([key, flag]) => ({ label: key, detail: 'accelerate launch', documentation: flagMarkdown(key, flag.help) })),
    { label: 'env', detail: 'mapping', documentation: '**env**\n\nEnvironment variables that are set before the training starts.' },
  ];
}

/** The trainer's fields; its own before those it inherits from the transformers Trainer. */
export const fieldKeys = (trainer: Trainer): Proposal[] =>
  [...fieldsOf(trainer).values()].map((spec) => ({
    label: spec.name,
    detail: `${spec.type}${spec.hasDefault ? ` = ${defaultText(spec)}` : ''}`,
    documentation: fieldMarkdown(spec, null),
    insert: valueSnippet(spec),
    first: spec.owner !== 'TrainingArguments',
  }));

/** The default stands ready to be typed over. */
function valueSnippet(spec: FieldSpec): string {
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

export function trlValues(trainer: Trainer, key: string): Proposal[] {
  const spec = fieldOf(trainer, key);
  if (!spec) {
    const flag = launchFlags().get(key.replaceAll('-', '_'));
    return (flag?.choices ?? []).map((choice) => ({ label: choice, insert: yamlText(choice) }));
  }
  return fieldValues(spec);
}

export function fieldValues(spec: FieldSpec): Proposal[] {
  const byDefault = defaultText(spec);
  const texts = [...valueTexts(spec), ...(spec.accepts.includes('null') ? ['null'] : [])];
  if (spec.hasDefault && !texts.includes(byDefault) && spec.defaultText === undefined) texts.push(byDefault);
  return texts.map((text) => ({ label: text, insert: text, first: text === byDefault, ...(text === byDefault ? { detail: 'default' } : {}) }));
}
