// A stamp lies inside the folder that it describes and is written last: a folder without its stamp is half done.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const NAME = '.set-up-stamp';

/** One hash over texts and files; a file that is not there counts as such. */
export function hashOf(texts, files = []) {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text}\0`);
  for (const file of files) {
    hash.update(`${file}\0`);
    try {
      hash.update(readFileSync(file));
    } catch {
      hash.update('absent');
    }
  }
  return hash.digest('hex');
}

/** Every file under `folder`, sorted; names in `skip` are left out wherever they stand. */
export function filesUnder(folder, skip = []) {
  let entries = [];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries
    .filter((entry) => !skip.includes(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const full = path.join(folder, entry.name);
      return entry.isDirectory() ? filesUnder(full, skip) : [full];
    });
}

export function isCurrent(folder, hash) {
  try {
    return readFileSync(path.join(folder, NAME), 'utf8') === hash;
  } catch {
    return false;
  }
}
export const writeStamp = (folder, hash) => writeFileSync(path.join(folder, NAME), hash);
export const removeStamp = (folder) => rmSync(path.join(folder, NAME), { force: true });
