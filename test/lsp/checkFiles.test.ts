import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestServer } from './client';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(() => server.stop());

const PIPELINE = 'version: 1\ntargets: { here: { kind: local } }\nstages:\n  cold-start: { trainer: trl-sft, config: cold_start.yaml, target: here }\n';

it('gives the problems of a pipeline and of the configs that its stages run', async () => {
  const pipeline = server.write('reasoner.yaml', `${PIPELINE}  rl: { trainer: trl-grpo, config: rl.yaml, target: here }\n`);
  const config = server.write('cold_start.yaml', 'dataset_name: d\nreport_to: tensorboard\nmax_stps: 3\n');
  const { problems } = await server.checkFiles(pipeline);
  expect(problems).toMatchObject([
    { uri: pipeline, code: 'PIPE-CONFIG-MISSING', severity: 'error', line: 4 },
    { uri: config, code: 'TRL-UNKNOWN-KEY-CLI', severity: 'error', line: 2, character: 0, endLine: 2, endCharacter: 8 },
  ]);
});

it('sees what is typed but not saved', async () => {
  const pipeline = server.write('reasoner.yaml', PIPELINE);
  server.write('cold_start.yaml', 'max_stps: 3\nreport_to: tensorboard\n');
  await server.check('cold_start.yaml', 'max_steps: 3\nreport_to: tensorboard\n');
  expect(await server.checkFiles(pipeline)).toEqual({ problems: [] });
});

it('finds a file that is not there, and refuses what is no request', async () => {
  const { problems } = await server.checkFiles(server.uri('gone/reasoner.yaml'));
  expect(problems.map(({ code, severity }) => [code, severity])).toEqual([['PIPE-CONFIG-MISSING', 'error']]);
  await expect(server.connection.sendRequest('reasoner/checkFiles', { uris: 3 })).rejects.toThrow('reasoner/checkFiles');
});
