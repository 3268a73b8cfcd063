/**
 * Sections with a `_target_` become dataclasses when the trainer starts. Those refuse keys that are no field of theirs,
 * and have a few fields that the composed config does not list.
 */
import { compareVersions } from '../../catalogue/versionOrder';
import type { RuleContext } from '../../check/context';
import { EXTRA_FIELDS, NEWEST } from './extraFields';
import { needsCritic, needsReference, verlVersion } from './roles';

/** The table of class fields covers the version in use. */
export const classFieldsKnown = (context: RuleContext): boolean => compareVersions(verlVersion(context), NEWEST) <= 0;

/** Sections that a run builds, and when. */
function isBuilt(context: RuleContext, section: string): boolean | null {
  if (context.framework === 'verl-sft') return /^(?:model|engine|optim|checkpoint|profiler)\b/.test(section);
  if (/^actor_rollout_ref\.(?:actor|rollout|model)\b/.test(section)) return true;
  if (/^actor_rollout_ref\.ref\b/.test(section)) return needsReference(context);
  return /^critic\b/.test(section) ? needsCritic(context) : false;
}

/**
 * The section of a key when a dataclass is made of it at the start: null when none is, `unknown` where that depends on
 * what is not known.
 */
export function typedSection(context: RuleContext, path: string): { section: string; className: string } | 'unknown' | null {
  const section = path.slice(0, path.lastIndexOf('.'));
  const target = context.fields.get(`${section}._target_`);
  if (!target) return null;
  const built = isBuilt(context, section);
  if (built === null) return 'unknown';
  const name = typeof target.default === 'string' ? (target.default.split('.').at(-1) ?? '') : '';
  return built ? { section, className: name } : null;
}

/** A field of the section's class that the composed config leaves out, or a word of Hydra's instantiation. */
export function isClassField(context: RuleContext, path: string): boolean {
  const key = path.slice(path.lastIndexOf('.') + 1);
  if (/^_(?:target|convert|recursive|partial|args)_$/.test(key)) return true;
  const typed = typedSection(context, path);
  if (typed === null || typed === 'unknown') return false;
  return (EXTRA_FIELDS[typed.className] ?? []).includes(key);
}
