/** What the editor and its user tell the server, decoded. */
import * as v from 'valibot';
import { type CheckSettings, NO_SETTINGS } from '../config';

const Level = v.picklist(['off', 'error', 'warning', 'information', 'hint']);

const Settings = v.object({
  /** Severity by rule id, or by a prefix ending in `*`. */
  rules: v.optional(v.record(v.string(), Level), {}),
  /** Version by package. */
  versions: v.optional(v.record(v.string(), v.string()), {}),
  /** Hints about deviations from the published recipe. */
  recipe: v.optional(v.boolean(), false),
});

/** `reasoner` section of the configuration; a part that is wrong counts as not set, the rest holds. */
export function settingsFrom(value: unknown): CheckSettings {
  if (typeof value !== 'object' || value === null) return NO_SETTINGS;
  const given = value as Record<string, unknown>;
  const part = <K extends keyof CheckSettings>(key: K): CheckSettings[K] => {
    const parsed = v.safeParse(Settings, { [key]: given[key] });
    return parsed.success ? (parsed.output[key] as CheckSettings[K]) : NO_SETTINGS[key];
  };
  return { rules: levels(given['rules']), versions: part('versions'), recipe: part('recipe') };
}

/** One misspelt severity must not switch the other rules' settings off. */
function levels(value: unknown): CheckSettings['rules'] {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).flatMap(([rule, level]) => (v.is(Level, level) ? [[rule, level] as const] : [])));
}

const InitializationOptions = v.object({
  /** `push` for a client that wants diagnostics sent although it could ask for them. */
  diagnostics: v.optional(v.picklist(['push', 'pull'])),
  settings: v.optional(v.unknown()),
});

export interface Options {
  diagnostics: 'push' | 'pull' | null;
  settings: CheckSettings;
}

export function optionsFrom(value: unknown): Options {
  const parsed = v.safeParse(InitializationOptions, value ?? {});
  return parsed.success ? { diagnostics: parsed.output.diagnostics ?? null, settings: settingsFrom(parsed.output.settings) } : { diagnostics: null, settings: NO_SETTINGS };
}
