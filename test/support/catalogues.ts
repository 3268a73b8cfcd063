/** Tests read the field catalogues where the repository keeps them. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setCatalogueSource } from '../../config';

const folder = path.resolve(import.meta.dirname, '../../schemas/catalogues');
setCatalogueSource((name) => readFile(path.join(folder, `${name}.json`), 'utf8'));
