/** What Python itself makes of the config class: refused when the module is imported, or quietly something else. */
import type { Finding, Rule } from '../../check/context';
import { error, warning } from '../../check/report';
import { distance, suggest } from '../../suggest';
import type { Range } from '../../syntax/tree';
import { MODULE_FIELDS, READ_BY_TRAINER, READ_BY_PLAYGROUND } from './facts';
import { viewOf } from './view';

export const dataclassFaults: Rule = async (context) => {
  const { experiment } = await viewOf(context);
  if (!experiment) return [];
  return [
    ...experiment.mutable.map(({ name, nameRange, expression }): Finding => {
      const message = `The default of ${name} is a list, dictionary or set, which @dataclass refuses (ValueError when the module is imported). Write ListConfig([...]) or field(default_factory=lambda: [...]).`;
      return error('ORZ-MUTABLE-DEFAULT', message, expression?.range ?? nameRange);
    }),
    ...experiment.noDefault.map(({ name, nameRange }) =>
      error('ORZ-FIELD-NO-DEFAULT', `${name} has no default but follows fields that have one; @dataclass refuses that (TypeError when the module is imported).`, nameRange),
    ),
    ...experiment.unbound.map(({ name, at }) => {
      const inherited = experiment.names?.has(name) ?? false;
      const why = inherited ? 'a class body sees neither later lines nor the fields of its base class' : 'nothing in this module defines it';
      return error('ORZ-UNBOUND-NAME', `${name} is not defined here: ${why} (NameError when the module is imported).`, at);
    }),
  ];
};

/** `zero_stage = 2` in a dataclass is no field: `__init__` sets the inherited default. */
export const ignoredAssignments: Rule = async (context) => {
  const { experiment } = await viewOf(context);
  return (experiment?.ignored ?? []).map(({ field, why }) => {
    const range: Range = { start: field.nameRange.start, end: Math.max(field.nameRange.end, field.value?.range.end ?? 0) };
    if (why === 'no decorator') {
      return warning('ORZ-IGNORED-ASSIGNMENT', `${experiment?.className ?? 'The class'} has no @dataclass, so the inherited __init__ sets ${field.name} back to its default.`, range);
    }
    const annotation = context.fields.get(field.name)?.type;
    const fix = annotation ? { title: `Annotate ${field.name}`, range: { start: field.nameRange.end, end: field.nameRange.end }, text: `: ${annotation}` } : null;
    return warning('ORZ-IGNORED-ASSIGNMENT', `${field.name} has no annotation, so it is no field: the inherited __init__ sets it back to its default.`, range, fix);
  });
};

/** Fields that the code reads and neither this class nor a base class has. */
export const missingFields: Rule = async (context) => {
  const view = await viewOf(context);
  const { experiment } = view;
  if (!experiment?.names || !context.part.whole) return [];
  const { names, trainerFrom, mentioned, className } = experiment;
  const needed = MODULE_FIELDS.filter((name) => READ_BY_TRAINER.includes(name) || mentioned.has(name) || (trainerFrom !== null && READ_BY_PLAYGROUND.includes(name)));
  const missing = needed.filter((name) => !names.has(name));
  if (missing.length === 0) return [];
  const list = missing.join(', ');
  return [error('ORZ-MISSING-FIELD', `${className} has no ${list}; the base class does not have ${missing.length > 1 ? 'them' : 'it'} either, and the trainer reads ${missing.length > 1 ? 'them' : 'it'} (AttributeError).`, context.part.head)];
};

/** A new field is allowed; one that nearly has a known name, and that nothing reads, is a slip. */
export const misspelt: Rule = async (context) => {
  const view = await viewOf(context);
  const { experiment } = view;
  if (!experiment) return [];
  const known = [...context.fields.specs.keys(), ...MODULE_FIELDS];
  const inherited = new Set(known);
  const read = new Set(view.entries().flatMap(({ value }) => (value.via ?? []).map((step) => step.name)));
  return view.entries().flatMap(({ key, keyRange }): Finding[] => {
    if (inherited.has(key) || experiment.mentioned.has(key) || read.has(key)) return [];
    const meant = suggest(key, known);
    // Two fields that both exist here are two things.
    if (meant === null || distance(meant, key) > 2 || view.entry(meant)) return [];
    const fix = { title: `Change to ${meant}`, range: keyRange, text: meant };
    return [warning('ORZ-MISSPELT-FIELD', `Nothing reads ${key}. Did you mean ${meant}, which keeps its default?`, keyRange, fix)];
  });
};
