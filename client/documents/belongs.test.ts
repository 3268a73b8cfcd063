import { expect, it } from 'vitest';
import { runRecord, stageRecord } from '../testing/records';
import { belongsTo } from './belongs';

it("opens files of a run's own folders and nothing else on its host", () => {
  const record = runRecord('succeeded', [stageRecord('rl', 'succeeded', { outputDir: '/scratch/out' })]);
  expect(belongsTo(record, '/scratch/out/checkpoint-15/config.json')).toBe(true);
  expect(belongsTo(record, '/work/tiny/.reasoner/runs/r1/stages/rl/config.yaml')).toBe(true);
  for (const path of ['/etc/passwd', '/work/tiny/../../etc/passwd', '/scratch/output/x', 'config.json']) {
    expect(belongsTo(record, path), path).toBe(false);
  }
});
