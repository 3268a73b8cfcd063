// Every rule's page is executable: its example fails, the mended one does not, and what is unknown stays silent.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkFile } from '../check/file';
import { MemoryFiles } from '../memoryFiles';
import type { Example } from './pages/page';
import { RULE_IDS, RULES } from './table';

const folder = 'file:///work/pipeline/';

const problemsOf = (example: Example): ReturnType<typeof checkFile> => {
  const files = new MemoryFiles(Object.fromEntries(Object.entries({ ...example.beside, [example.file]: example.text }).map(([name, text]) => [folder + name, text])));
  return checkFile(files, folder + example.file);
};
const codes = async (example: Example): Promise<string[]> => (await problemsOf(example)).map((problem) => problem.code);

describe.each(Object.entries(RULES))('%s', (id, page) => {
  it('finds the mistake of its page', async () => expect(await codes(page.fails)).toContain(id));
  it('is silent about the mended file', async () => expect(await codes(page.mended)).not.toContain(id));
  if (page.unknown) it('is silent where what it needs is unknown', async () => expect(await codes(page.unknown as Example)).not.toContain(id));
});

it('calls no mended file wrong', async () => {
  for (const page of Object.values(RULES)) {
    const errors = (await problemsOf(page.mended)).filter((problem) => problem.severity === 'error');
    expect(errors, page.title).toEqual([]);
  }
});

const catalogued = readFileSync('schemas/rules.csv', 'utf8')
  .split('\n')
  .slice(1)
  .flatMap((line) => /^([A-Z][A-Z0-9-]+),/.exec(line)?.[1] ?? []);

it('has every rule of the catalogue, each with a case that it cannot judge', () => {
  const ids: readonly string[] = RULE_IDS;
  expect(catalogued.length).toBe(121);
  expect(catalogued.filter((id) => !ids.includes(id))).toEqual([]);
  expect(catalogued.filter((id) => RULES[id as keyof typeof RULES].unknown === undefined)).toEqual([]);
});
