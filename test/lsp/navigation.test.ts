// From a name to what it names: files, data sets, stages, targets, functions, shell variables; and renaming.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DocumentLink, DocumentSymbol, Location, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { TestServer, withCursor } from './client';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(() => server.stop());

async function definition(name: string, marked: string): Promise<{ file: string; line: number }[]> {
  const { text, position } = withCursor(marked);
  await server.check(name, text);
  const found = await server.ask<Location[]>('definition', name, { position });
  return found.map(({ uri, range }) => ({ file: path.basename(decodeURIComponent(uri)), line: range.start.line }));
}

const pipeline = (target: string, init = 'a'): string =>
  `version: 1\ntargets:\n  box: { kind: local }\nstages:\n  a: { trainer: trl-sft, config: a.yaml, target: box }\n  b: { trainer: trl-grpo, config: b.yaml, target: ${target}, init: ${init} }\n`;

it('goes to stages, targets and configs of a pipeline', async () => {
  server.write('a.yaml', 'model_name_or_path: m\n');
  expect(await definition('reasoner.yaml', pipeline('b|ox'))).toEqual([{ file: 'reasoner.yaml', line: 2 }]);
  expect(await definition('reasoner.yaml', pipeline('box', '|a'))).toEqual([{ file: 'reasoner.yaml', line: 4 }]);
  expect(await definition('reasoner.yaml', pipeline('box').replace('a.yaml', 'a.ya|ml'))).toEqual([{ file: 'a.yaml', line: 0 }]);
});

it('goes to the entry of a data set', async () => {
  mkdirSync(path.join(server.folder, 'data'), { recursive: true });
  server.write('data/dataset_info.json', '{\n  "one": { "file_name": "1.json" },\n  "two": { "file_name": "2.json" }\n}\n');
  const config = 'model_name_or_path: m\nstage: sft\ndo_train: true\nfinetuning_type: full\ntemplate: qwen2_vl\noutput_dir: o\ndataset: one, t|wo\n';
  expect(await definition('factory.yaml', config)).toEqual([{ file: 'dataset_info.json', line: 2 }]);
});

it('goes to the reward function behind a path', async () => {
  server.write('reward.py', 'import math\n\ndef compute_score(items):\n    return []\n');
  const config = 'data: { rollout_batch_size: 8 }\nalgorithm: { adv_estimator: grpo }\nworker:\n  actor: { global_batch_size: 8 }\n  reward: { reward_function: ./rewa|rd.py:compute_score }\n';
  expect(await definition('easy.yaml', config)).toEqual([{ file: 'reward.py', line: 2 }]);
});

it('goes to the assignment of a shell variable, and lists its uses', async () => {
  const script = 'N=8\npython3 -m verl.trainer.main_ppo trainer.n_gpus_per_node=$|N trainer.nnodes=$N\n';
  expect(await definition('run.sh', script)).toEqual([{ file: 'run.sh', line: 0 }]);
  const { position } = withCursor(script);
  const uses = await server.ask<Location[]>('references', 'run.sh', { position, context: { includeDeclaration: true } });
  expect(uses).toHaveLength(3);
});

it('renames a target everywhere in its pipeline, and refuses a name that is a path', async () => {
  const { text, position } = withCursor(pipeline('b|ox'));
  await server.check('reasoner.yaml', text);
  const edit = await server.ask<WorkspaceEdit>('rename', 'reasoner.yaml', { position, newName: 'gpu-box' });
  expect(Object.values(edit.changes ?? {})[0]?.map(({ newText, range }) => [newText, range.start.line])).toEqual([
    ['gpu-box', 2],
    ['gpu-box', 4],
    ['gpu-box', 5],
  ]);
  await expect(server.ask('rename', 'reasoner.yaml', { position, newName: '../x' })).rejects.toThrow('cannot name a target');
});

it('links paths that exist, and no others', async () => {
  server.write('zero2.json', '{}');
  await server.check('linked.yaml', '# trl: sft\ndeepspeed: zero2.json\nchat_template_path: missing.jinja\n');
  const links = await server.ask<DocumentLink[]>('documentLink', 'linked.yaml');
  expect(links.map(({ target, range }) => [path.basename(target ?? ''), range.start.line])).toEqual([['zero2.json', 1]]);
});

it('outlines a pipeline and a script', async () => {
  await server.check('reasoner.yaml', pipeline('box'));
  const symbols = await server.ask<DocumentSymbol[]>('documentSymbol', 'reasoner.yaml');
  expect(symbols.map(({ name }) => name)).toEqual(['version', 'targets', 'stages']);
  expect(symbols[2]?.children?.map(({ name }) => name)).toEqual(['a', 'b']);
  await server.check('two.sh', 'trl sft --model_name_or_path m --dataset_name d\npython3 -m verl.trainer.main_ppo trainer.nnodes=1\n');
  expect((await server.ask<DocumentSymbol[]>('documentSymbol', 'two.sh')).map(({ name }) => name)).toEqual(['TRL', 'verl']);
});

it('finds the mentions of a data set', async () => {
  const config = 'model_name_or_path: m\nstage: sft\ndo_train: true\nfinetuning_type: full\ntemplate: qwen2_vl\noutput_dir: o\ndataset: one, t|wo\neval_dataset: two\n';
  const { text, position } = withCursor(config);
  await server.check('mentions.yaml', text);
  const found = await server.ask<Location[]>('references', 'mentions.yaml', { position, context: { includeDeclaration: true } });
  const places = found.map(({ uri, range }) => `${path.basename(uri)}:${range.start.line}:${range.start.character}`);
  expect(places).toEqual(expect.arrayContaining(['dataset_info.json:2:2', 'mentions.yaml:6:14', 'mentions.yaml:7:14']));
});
