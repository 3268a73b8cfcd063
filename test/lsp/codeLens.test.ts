import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestServer } from './client';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(() => server.stop());

const PIPELINE = `version: 1
targets: { here: { kind: local } }
stages:
  cold-start: { trainer: trl-sft, config: cold_start.yaml, target: here }
  rl: { trainer: trl-grpo, config: rl.yaml, target: here }
`;

it('launches the pipeline from `stages:` and each stage from its name', async () => {
  await server.check('reasoner.yaml', PIPELINE);
  const pipelineUri = server.uri('reasoner.yaml');
  expect((await server.codeLens('reasoner.yaml')).map(({ range, command }) => [range.start.line, command?.title, command?.command, command?.arguments])).toEqual([
    [2, 'Launch pipeline', 'reasoner.launchPipeline', [{ pipelineUri }]],
    [3, 'Launch stage', 'reasoner.launchStage', [{ pipelineUri, stage: 'cold-start' }]],
    [4, 'Launch stage', 'reasoner.launchStage', [{ pipelineUri, stage: 'rl' }]],
  ]);
});

it('launches a stage from the config that it runs', async () => {
  server.write('reasoner.yaml', PIPELINE);
  await server.check('rl.yaml', 'seed: 1\n');
  const [lens] = await server.codeLens('rl.yaml');
  expect(lens).toMatchObject({ range: { start: { line: 0, character: 0 } }, command: { title: 'Launch stage rl', arguments: [{ pipelineUri: server.uri('reasoner.yaml'), stage: 'rl' }] } });
});

it('shows none where no stage runs the file', async () => {
  await server.check('alone.yaml', '# trl: grpo\nseed: 1\n');
  expect(await server.codeLens('alone.yaml')).toEqual([]);
});
