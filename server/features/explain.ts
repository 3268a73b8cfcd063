/** Where a value comes from and since when a field exists, in words. */
import { formerNames, frameworkModule, type RuleContext, setting } from '../../config';
import { code, jsonText } from './texts';

/** The effective value when this file does not simply show it: a default, a base config's value, or one that is not known. */
export function effectiveText(context: RuleContext, path: string): string | null {
  const found = setting(context, path);
  if (found.uri) return `Effective: ${code(jsonText(found.value))}, from ${decodeURIComponent(found.uri.split('/').at(-1) ?? found.uri)}`;
  if (found.state === 'unknown' && found.entry) return 'The value is not known before the script runs; nothing is concluded from it.';
  return null;
}

/** "Since TRL 0.19", "Gone since …, now …", "Formerly …". */
export function historyText(context: RuleContext, path: string): string | null {
  const history = context.fields.history(path);
  if (!history) return null;
  const { package: owner } = history.last;
  const { title, packages } = frameworkModule(context.framework);
  const name = owner === packages[0] ? title : owner;
  const former = formerNames(owner, path);
  const lines = [
    history.since ? `Since ${name} ${history.since}` : null,
    history.removedIn ? `Gone since ${name} ${history.removedIn}` : null,
    former.length > 0 ? `Formerly ${former.map(code).join(', ')}` : null,
  ].filter((line) => line !== null);
  return lines.length > 0 ? `${lines.join('. ')}.` : null;
}
