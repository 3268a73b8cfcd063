// Their verdict and ours, side by side.
import path from 'node:path';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { root } from '../setup/paths.mjs';
import { folder } from './environment.mjs';

/** The language server's own check, bundled from its sources. */
export async function loadOurs() {
  const file = path.join(folder, 'ours.cjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['test/accuracy/ours.ts'],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    outfile: file,
    define: { 'import.meta.dirname': JSON.stringify(path.join(root, 'test', 'accuracy')) },
    logLevel: 'warning',
  });
  const ours = createRequire(import.meta.url)(file);
  ours.useCatalogues();
  return ours.errorsOf;
}

/**
 * @param {object[]} cases
 * @param {Map<string, { accepts: boolean, error: string | null, unclear?: boolean }>} verdicts
 * @param {(one: object) => Promise<string[]>} errorsOf
 * @returns {Promise<{ agree: number, accepted: number, skipped: object[], refused: object[], missed: object[], falseErrors: object[] }>}
 *   `refused`: rejected by both
 */
export async function compare(cases, verdicts, errorsOf) {
  const result = { agree: 0, accepted: 0, skipped: [], refused: [], missed: [], falseErrors: [] };
  for (const one of cases) {
    const theirs = verdicts.get(one.id);
    if (!theirs || theirs.unclear) {
      result.skipped.push({ id: one.id, error: theirs?.error ?? 'not asked' });
      continue;
    }
    const errors = await errorsOf(one);
    const row = { id: one.id, kind: one.kind, error: theirs.error, ours: errors };
    if (theirs.accepts) result.accepted++;
    if (!theirs.accepts && errors.length > 0) result.refused.push(row);
    if (theirs.accepts === (errors.length === 0)) result.agree++;
    else (theirs.accepts ? result.falseErrors : result.missed).push(row);
  }
  return result;
}
