// The rows of renames/*.csv for the Trainer family against its catalogues: the old name ends where the row says, the new
// one is there. The other packages' rows are checked in catalogues.rl.test.ts.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { fieldTable, type FieldTable } from '../config/catalogue/fieldTable';
import { loadCatalogues, loadedCatalogue } from '../config/catalogue/store';
import { compareVersions } from '../config/catalogue/versionOrder';
import { Versions } from '../config/catalogue/versions';
import type { PackageName } from '../config/frameworks/ids';

const here = import.meta.dirname;
const read = (...parts: string[]): string => readFileSync(path.join(here, ...parts), 'utf8');

const TRAINERS: readonly PackageName[] = ['transformers', 'trl', 'accelerate', 'llamafactory', 'ms-swift'];
/** Transformers 5 has a `use_cache` of its own. */
const TRANSFORMERS = { version: '4.57.6', from: 'setting' as const };

interface Row {
  package: PackageName;
  command: string;
  from: string;
  to: string;
  since: string;
}

const files = readdirSync(path.join(here, 'renames')).sort();
const rows = files.flatMap((file): Row[] => {
  const [header, ...lines] = read('renames', file).trim().split(/\r?\n/);
  expect(header, file).toBe('package,command,from,to,since,source');
  return lines.map((line) => {
    const [name, command = '', from = '', to = '', since = '', source] = line.split(',');
    expect(source, line).toBeTruthy();
    return { package: name as PackageName, command, from, to, since };
  });
});

const table = (row: Row, command: string, version: string): FieldTable =>
  fieldTable(row.package, command, new Versions(new Map([['transformers', TRANSFORMERS], [row.package, { version, from: 'setting' as const }]])));

beforeAll(() => loadCatalogues(TRAINERS));

test('renames.json holds what the product needs of all rows', () => {
  expect(JSON.parse(read('renames.json'))).toEqual(rows);
});

describe.each(rows.filter((row) => TRAINERS.includes(row.package)))('$package $command: $from became $to in $since', (row) => {
  const commandsWith = (field: string, versions: readonly string[]): string[] => {
    const catalogue = JSON.parse(read('catalogues', `${row.package}.json`)) as { commands: Record<string, unknown> };
    const commands = row.command === '*' ? Object.keys(catalogue.commands) : [row.command];
    return commands.filter((command) => versions.some((version) => table(row, command, version).has(field)));
  };
  const split = (): [before: string[], after: string[]] => {
    const { versions } = loadedCatalogue(row.package);
    return [versions.filter((version) => compareVersions(version, row.since) < 0), versions.filter((version) => compareVersions(version, row.since) >= 0)];
  };

  test('the old name is there before and nowhere after', () => {
    const [before, after] = split();
    if (before.length > 0) expect(commandsWith(row.from, before)).not.toHaveLength(0);
    expect(commandsWith(row.from, after)).toEqual([]);
  });

  test('the new name takes the kinds of values that the old one took', () => {
    const [before, after] = split();
    for (const command of commandsWith(row.from, before)) {
      const old = before.map((version) => table(row, command, version).get(row.from)).findLast((spec) => spec);
      const now = table(row, command, after[0] ?? '').get(row.to);
      expect(now?.accepts, command).toEqual(expect.arrayContaining(old?.accepts.filter((kind) => kind !== 'null') ?? []));
    }
  });

  test('the new name is there from then on', () => {
    const [before, after] = split();
    const commands = before.length > 0 ? commandsWith(row.from, before) : [row.command];
    for (const command of commands) {
      for (const version of after) expect(table(row, command, version).has(row.to), `${command} ${version}`).toBe(true);
    }
  });
});
