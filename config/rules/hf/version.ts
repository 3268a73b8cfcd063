/** The version of transformers that a config is checked for. */
import { compareVersions } from '../../catalogue/versionOrder';
import type { RuleContext } from '../../check/context';
import { transformersOf } from '../../frameworks/llamafactory/versions';

export function hfVersion(context: RuleContext): { version: string; known: boolean } {
  return context.framework === 'llamafactory' ? transformersOf(context.versions) : context.versions.of('transformers');
}

export const hfBefore = (context: RuleContext, version: string): boolean => compareVersions(hfVersion(context).version, version) < 0;
