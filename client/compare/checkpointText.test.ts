import { describe, expect, it } from 'vitest';
import { box, checkpoint, entryOf, here, runRecord, stageRecord } from '../testing/records';
import { checkpointTitle, configPath, hostOf, shortTitle } from './checkpointText';

const train = (phase: number) => ({
  role: 'train' as const,
  phase,
  argv: ['python', 'grpo.py', '--config', `/work/tiny/.reasoner/runs/r1/stages/rl/config.phase-${phase + 1}.yaml`],
  state: 'succeeded' as const,
  exitCode: 0,
  signal: null,
  startedAt: 1,
  endedAt: 2,
});
const phases = [
  { name: 'short', from: 0, until: 30, set: {} },
  { name: 'long', from: 30, until: null, set: {} },
];
const entry = entryOf(runRecord('succeeded', [stageRecord('rl', 'succeeded', { phases, processes: [train(0), train(1)] })]));

describe('a checkpoint that is compared', () => {
  it('is named by pipeline, stage, step and run', () => {
    const chosen = { entry, checkpoint: checkpoint(15) };
    expect(checkpointTitle(chosen, 1_000)).toMatch(/^tiny \/ rl \/ step 15 \(\d\d:\d\d\)$/);
    expect(shortTitle(chosen)).toBe('rl 15');
  });

  it('belongs to the config of the phase that wrote it', () => {
    expect(configPath({ entry, checkpoint: checkpoint(30) })).toMatch(/config\.phase-1\.yaml$/);
    expect(configPath({ entry, checkpoint: checkpoint(45) })).toMatch(/config\.phase-2\.yaml$/);
    expect(configPath({ entry, checkpoint: checkpoint(45, { stage: 'gone' }) })).toBeNull();
  });

  it('lies on one host', () => {
    expect([hostOf(here), hostOf(box)]).toEqual(['local', 'ssh gpu-box']);
  });
});
