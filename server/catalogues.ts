/** The field catalogues lie as files beside the bundle (dist/catalogues). */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setCatalogueSource } from '../config';

export const useShippedCatalogues = (): void => setCatalogueSource((name) => readFile(path.join(__dirname, '..', 'catalogues', `${name}.json`), 'utf8'));
