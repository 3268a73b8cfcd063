// Every rule's page is executable: its example fails, the mended one does not, and what is unknown stays silent.
import { describe, expect, it } from 'vitest';
import { checkFile } from '../check/file';
import { MemoryFiles } from '../memoryFiles';
import type { Example } from './pages/page';
import { RULES, type RuleId } from './table';

const folder = 'file:///work/pipeline/';

const codes = async (example: Example): Promise<string[]> => {
  const files = new MemoryFiles(Object.fromEntries(Object.entries({ ...example.beside, [example.file]: example.text }).map(([name, text]) => [folder + name, text])));
  return (await checkFile(files, folder + example.file)).map((problem) => problem.code);
};

describe.each(Object.entries(RULES))('%s', (id, page) => {
  it('finds the mistake of its page', async () => expect(await codes(page.fails)).toContain(id));
  it('is silent about the mended file', async () => expect(await codes(page.mended)).not.toContain(id));
  if (page.unknown) it('is silent where what it needs is unknown', async () => expect(await codes(page.unknown as Example)).not.toContain(id));
});

it('calls a mended file clean, apart from the curves of a stage', async () => {
  for (const page of Object.values(RULES)) {
    const left = (await codes(page.mended)).filter((code) => code !== ('HF-TENSORBOARD-OFF' satisfies RuleId));
    expect(left, page.title).toEqual([]);
  }
});
