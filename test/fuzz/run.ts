// node run.cjs STEPS SEED, in a process of its own: scripts/fuzz.mjs
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setCatalogueSource } from '../../config';
import { fuzz } from './lsp';

const catalogues = path.resolve(import.meta.dirname, '../../schemas/catalogues');
setCatalogueSource((name) => Promise.resolve(readFileSync(path.join(catalogues, `${name}.json`), 'utf8')));

const [steps, seed] = process.argv.slice(2).map(Number);
fuzz(steps ?? 2000, seed ?? 1, (step) => process.send?.(`step ${step}`)).then(
  (report) => {
    console.log(report);
    process.exit(0);
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
