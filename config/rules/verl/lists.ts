/** Named lists of the catalogue at the version in use. */
import { loadedCatalogue } from '../../catalogue/store';
import type { RuleContext } from '../../check/context';

export const listOf = (context: RuleContext, name: string): readonly string[] => loadedCatalogue('verl').list(name, context.versions.of('verl').version);
