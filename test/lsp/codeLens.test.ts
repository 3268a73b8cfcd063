import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CodeLens } from 'vscode-languageserver-protocol';
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
const summary = (lenses: readonly CodeLens[]) => lenses.map(({ range, command }) => [range.start.line, command?.title, command?.command, command?.arguments?.[0]]);

it('launches a pipeline and each stage, and shows plans and curves', async () => {
  await server.check('reasoner.yaml', PIPELINE);
  const pipelineUri = server.uri('reasoner.yaml');
  const stage = (line: number, name: string) => [
    [line, 'Launch stage', 'reasoner.launchStage', { pipelineUri, stage: name }],
    [line, 'Show plan', 'reasoner.showPlan', { pipelineUri, stage: name }],
    [line, 'Show curves', 'reasoner.showDashboard', { pipelineUri, stage: name }],
  ];
  expect(summary(await server.codeLens('reasoner.yaml'))).toEqual([
    [2, 'Launch pipeline', 'reasoner.launchPipeline', { pipelineUri }],
    [2, 'Show curves', 'reasoner.showDashboard', { pipelineUri }],
    ...stage(3, 'cold-start'),
    ...stage(4, 'rl'),
  ]);
});

it('offers a stage on the config that it runs', async () => {
  server.write('reasoner.yaml', PIPELINE);
  await server.check('rl.yaml', 'seed: 1\n');
  const argument = { pipelineUri: server.uri('reasoner.yaml'), stage: 'rl' };
  expect(summary(await server.codeLens('rl.yaml'))).toEqual([
    [0, 'Launch stage rl', 'reasoner.launchStage', argument],
    [0, 'Show plan', 'reasoner.showPlan', argument],
    [0, 'Show curves', 'reasoner.showDashboard', argument],
  ]);
});

it('offers nothing for a trainer whose stages are checked only', async () => {
  await server.check('reasoner.yaml', PIPELINE.replace('trl-grpo', 'verl'));
  const titles = (await server.codeLens('reasoner.yaml')).map(({ range, command }) => `${range.start.line} ${command?.title}`);
  expect(titles).toEqual(['2 Show curves', '3 Launch stage', '3 Show plan', '3 Show curves']);
  await server.check('reasoner.yaml', PIPELINE);
});

it('shows none where no stage runs the file', async () => {
  await server.check('alone.yaml', '# trl: grpo\nseed: 1\n');
  expect(await server.codeLens('alone.yaml')).toEqual([]);
});
