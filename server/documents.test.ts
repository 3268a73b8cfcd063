// Documents as the server holds them: changes that come together are checked once, and only the newest text counts.
import { expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Files, MemoryFiles } from '../config';
import { Documents } from './documents';

const URI = 'file:///w/sft.yaml';
const config = (version: number, steps: string): TextDocument => TextDocument.create(URI, 'yaml', version, `# trl: sft\nmodel_name_or_path: m\ndataset_name: d\noutput_dir: o\nmax_steps: ${steps}\n`);

interface Published {
  version: number;
  codes: string[];
}

function setUp(disk: Files = new MemoryFiles()): { documents: Documents; published: Published[]; failures: unknown[]; until(version: number): Promise<void> } {
  const published: Published[] = [];
  const failures: unknown[] = [];
  const documents = new Documents(
    disk,
    ({ version }, { findings }) => published.push({ version, codes: findings.map(({ rule }) => rule) }),
    (_uri, error) => failures.push(error),
  );
  const until = async (version: number): Promise<void> => {
    while (!published.some((one) => one.version === version)) await new Promise((resolve) => setTimeout(resolve, 2));
  };
  return { documents, published, failures, until };
}

it('publishes the newest of changes that arrive together, and no other', async () => {
  const { documents, published, until } = setUp();
  documents.update(config(1, 'many'));
  documents.update(config(2, '10'));
  documents.update(config(3, 'few'));
  await until(3);
  expect(published).toEqual([{ version: 3, codes: ['TRL-WRONG-TYPE'] }]);
});

it('answers a question about the text as it is now, also while a check runs', async () => {
  const { documents } = setUp();
  documents.update(config(1, 'many'));
  const asked = documents.current(URI);
  documents.update(config(2, '10'));
  expect((await asked)?.document.version).toBe(2);
  expect((await asked)?.findings).toEqual([]);
});

it('forgets a document that is closed, and its unpublished check', async () => {
  const { documents, published } = setUp();
  documents.update(config(1, 'many'));
  documents.close(URI);
  expect(await documents.current(URI)).toBeNull();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(published).toEqual([]);
});

it('goes on after a check that failed', async () => {
  let reachable = false;
  const answer = <T>(value: T): Promise<T> => (reachable ? Promise.resolve(value) : Promise.reject(new Error('The disk is gone.')));
  const { documents, failures, until } = setUp({ read: () => answer(null), exists: () => answer(false), list: () => answer([]) });
  documents.update(config(1, '10'));
  while (failures.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  reachable = true;
  documents.update(config(2, 'many'));
  await until(2);
});
