/** Where the curves go. */
import type { Finding, RuleContext } from '../../check/context';
import { error, hint, information, warning } from '../../check/report';
import { isSet, placeOf, setting } from '../../check/settings';
import { isComplete } from '../../frameworks/verl/composition';
import { known, text } from '../../frameworks/verl/settings';
import { suggest } from '../../suggest';
import type { ConfigNode } from '../../syntax/tree';
import { listOf } from './lists';

const LOGGER = 'trainer.logger';

/** The names, or null where they are not known. A single text is a list of one. */
function loggerNames(context: RuleContext): string[] | null {
  const value = known(context, LOGGER)?.value;
  const list: unknown = typeof value === 'string' ? [value] : value;
  return Array.isArray(list) && list.every((name): name is string => typeof name === 'string') ? list : null;
}

const nodeOf = (context: RuleContext): ConfigNode | undefined => setting(context, LOGGER).entry?.value;

export function loggers(context: RuleContext): Finding[] {
  const names = loggerNames(context);
  const supported = listOf(context, 'loggers');
  if (names === null) return notAList(context);
  if (supported.length === 0) return [];
  const unsupported = names.filter((name) => !supported.includes(name));
  return unsupported.length > 0 ? unsupported.map((name) => unknownLogger(context, name, names.indexOf(name), supported)) : noCurves(context, names);
}

/** Iterated over when training is set up. */
function notAList(context: RuleContext): Finding[] {
  const found = known(context, LOGGER);
  const node = nodeOf(context);
  if (found === null || !node || typeof found.value === 'object' && found.value !== null) return [];
  return [error('VERL-LOGGER', `${LOGGER} is a list of names, not ${String(found.value)}; verl stops.`, node.range)];
}

function unknownLogger(context: RuleContext, name: string, index: number, supported: readonly string[]): Finding {
  const node = nodeOf(context);
  const range = node?.kind === 'list' ? (node.items[index]?.range ?? node.range) : (node?.range ?? placeOf(context, LOGGER));
  const meant = suggest(name, supported);
  const fix = node && meant && !node.via && node.kind !== 'list' ? { title: `Change to ${meant}`, range, text: meant } : null;
  return error('VERL-LOGGER', `${LOGGER} knows ${supported.filter((one) => one !== 'tracking').join(', ')}, not ${name}; verl stops.`, range, fix);
}

/** These leave something on the machine that trains. */
const LOCAL = ['tensorboard', 'file'];

/** Said where a list is chosen, and for every stage of a pipeline, whose curves would stay empty. */
function noCurves(context: RuleContext, names: readonly string[]): Finding[] {
  if (names.some((name) => LOCAL.includes(name)) || !isComplete(context)) return [];
  const staged = context.stage !== null;
  if (!staged && !isSet(context, LOGGER)) return [];
  const message = `${LOGGER} is ${names.join(', ')}: nothing on disk to draw curves from. Add tensorboard.`;
  const place = placeOf(context, LOGGER);
  const fix = addTensorboard(nodeOf(context));
  return [staged ? warning('VERL-LOGGER', message, place, fix) : hint('VERL-LOGGER', message, place, fix)];
}

/** In front of the closing bracket, quoted as the last one is. */
function addTensorboard(node: ConfigNode | undefined): { title: string; range: { start: number; end: number }; text: string } | null {
  if (node?.kind !== 'list' || node.via || !node.flow) return null;
  const last = node.items.at(-1);
  if (!last || last.via || last.kind !== 'str') return null;
  const quote = /^["']/.exec(last.source)?.[0] ?? '';
  return { title: 'Add tensorboard', range: { start: last.range.end, end: last.range.end }, text: `,${quote}tensorboard${quote}` };
}

/** The file logger opens its file for writing at every start. */
export function truncatedLog(context: RuleContext): Finding[] {
  const names = loggerNames(context);
  if (!names?.includes('file') || text(context, 'trainer.resume_mode') !== 'resume_path') return [];
  const message = 'This run resumes, and the file logger empties its .jsonl at every start: the curves of earlier steps are lost. Keep a copy, or change experiment_name.';
  return [information('EZ-LOG-TRUNCATED', message, placeOf(context, 'trainer.resume_mode', LOGGER))];
}
