/** Effective values of a verl config, interpolations followed, as the trainer reads them after composition. */
import type { RuleContext } from '../../check/context';
import { setting } from '../../check/settings';
import { isComplete, isComposed } from './composition';

/** `null` where the value cannot be told. */
export type Known = { value: unknown } | null;

/** Longer chains of interpolations are not followed. */
const MAX_DEPTH = 8;

export function known(context: RuleContext, path: string, depth = 0): Known {
  if (depth > MAX_DEPTH) return null;
  const found = setting(context, path);
  const node = found.entry?.value;
  if (found.entry?.mark === '~') return null;
  if (node?.kind === 'str' && typeof node.value === 'string' && node.value.includes('${')) return interpolated(context, path, node.value, depth);
  if (found.state === 'set') return typeof found.value === 'string' && found.value.includes('${') ? interpolated(context, path, found.value, depth) : { value: found.value };
  if (!isComplete(context) || !isComposed(context)) return null;
  if (found.state === 'default') return typeof found.value === 'string' && found.value.includes('${') ? interpolated(context, path, found.value, depth) : { value: found.value };
  const text = found.state === 'unknown' && !found.entry && context.part.whole ? context.fields.get(path)?.defaultText : undefined;
  return text === undefined ? null : interpolated(context, path, text, depth);
}

/** `${a.b}`, `${..b}`, `${oc.select:a.b,default}`; anything else is only known when it runs. */
function interpolated(context: RuleContext, path: string, text: string, depth: number): Known {
  const inner = /^\$\{([^${}]+)\}$/.exec(text.trim())?.[1]?.trim();
  if (inner === undefined) return null;
  const select = /^oc\.select:\s*([\w.]+)\s*(?:,\s*(.*))?$/.exec(inner);
  if (select?.[1] !== undefined) {
    const chosen = known(context, select[1], depth + 1);
    return chosen ?? (context.fields.has(select[1]) || select[2] === undefined ? null : literal(select[2]));
  }
  if (!/^\.*[\w.]+$/.test(inner)) return null;
  return known(context, absolute(path, inner), depth + 1);
}

/** One dot is the mapping that holds the key, each further dot the one above. */
function absolute(path: string, reference: string): string {
  const dots = /^\.*/.exec(reference)?.[0].length ?? 0;
  if (dots === 0) return reference;
  const above = path.split('.').slice(0, -dots);
  return [...above, reference.slice(dots)].join('.');
}

function literal(text: string): Known {
  const trimmed = text.trim();
  if (/^null$/i.test(trimmed)) return { value: null };
  if (/^(?:true|false)$/i.test(trimmed)) return { value: trimmed.toLowerCase() === 'true' };
  if (/^[-+]?\d+(?:\.\d+)?$/.test(trimmed)) return { value: Number(trimmed) };
  return /^[\w./-]+$/.test(trimmed) ? { value: trimmed } : null;
}

/** A number; Python counts true as 1. */
export function number(context: RuleContext, path: string): number | null {
  const value = known(context, path)?.value;
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** What Python's `if` makes of the value: any text that is not empty is true. */
export function bool(context: RuleContext, path: string): boolean | null {
  const found = known(context, path);
  return found === null || typeof found.value === 'object' && found.value !== null ? null : Boolean(found.value);
}

/** A text that is not empty. */
export function text(context: RuleContext, path: string): string | null {
  const value = known(context, path)?.value;
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Known to be null. */
export const isNull = (context: RuleContext, path: string): boolean => known(context, path)?.value === null;

/** Known to be something else than null. */
export function isGiven(context: RuleContext, path: string): boolean {
  const value = known(context, path);
  return value !== null && value.value !== null;
}

/** GPUs of the run, as the config counts them. */
export function worldSize(context: RuleContext): number | null {
  const [nodes, gpus] = [number(context, 'trainer.nnodes'), number(context, 'trainer.n_gpus_per_node')];
  return nodes !== null && gpus !== null && nodes > 0 && gpus > 0 ? nodes * gpus : null;
}
