import { describe, expect, it } from 'vitest';
import { box, checkpoint, here, runRecord, stageRecord, tiny } from '../testing/records';
import { byteText, checkpointRow, runRow, stageRow, targetRow } from './describe';

describe('a run in the Runs view', () => {
  it('is named by its stages and says how it stands', () => {
    const row = runRow(runRecord('running', [stageRecord('cold-start', 'succeeded'), stageRecord('rl', 'running')]), 1_125);
    expect(row.label).toBe('cold-start → rl');
    expect(row.description).toMatch(/2 min 5 s$/);
    expect(row.context).toBe('run.live');
    expect(row.spoken).toContain('running');
  });

  it('names a far target, its end and its failure', () => {
    const record = runRecord('failed', [stageRecord('rl', 'failed')], { target: { name: 'box', kind: 'ssh' }, message: 'train exited with code 1' });
    const row = runRow(record, 2_000);
    expect(row.description).toMatch(/^box · .* · 1 min 40 s · failed$/);
    expect(row.tooltip).toContain('train exited with code 1');
    expect(row).toMatchObject({ icon: 'error', context: 'run.ended' });
  });
});

describe('a stage in the Runs view', () => {
  it('shows its step and the time left while it runs', () => {
    const row = stageRow(stageRecord('rl', 'running'), { step: 12, secondsLeft: 95 }, 1_030);
    expect(row.description).toBe('step 12 of 60 · 1 min 35 s left');
  });

  it('shows the time it took so far while the rest is unknown', () => {
    expect(stageRow(stageRecord('rl', 'running'), null, 1_030).description).toBe('30 s');
  });

  it('shows all steps once it has succeeded, without asking for its curves', () => {
    expect(stageRow(stageRecord('rl', 'succeeded'), null, 5_000).description).toBe('60 steps · 1 min 30 s');
  });

  it('does not invent steps', () => {
    expect(stageRow(stageRecord('rl', 'failed'), null, 5_000).description).toBe('1 min 30 s · failed');
    expect(stageRow(stageRecord('rl', 'pending'), null, 5_000)).toMatchObject({ description: '', context: 'stage.waiting' });
  });
});

describe('a checkpoint in the Runs view', () => {
  it('shows its size, and its trouble where it has one', () => {
    expect(checkpointRow(checkpoint(15), false)).toMatchObject({ label: 'checkpoint-15', description: '2.4 MB', context: 'checkpoint' });
    expect(checkpointRow(checkpoint(15), true).description).toContain('selected for comparison');
    const torn = checkpointRow(checkpoint(30, { completeness: 'torn', problem: 'its header ends early' }), false);
    expect(torn).toMatchObject({ icon: 'warning', context: 'checkpoint.torn' });
    expect(torn.tooltip).toContain('its header ends early');
  });

  it('counts bytes in thousands', () => {
    expect([999, 1_000, 15_500_000, 7_200_000_000].map(byteText)).toEqual(['999 B', '1.0 kB', '15.5 MB', '7.2 GB']);
  });
});

describe('a target in the Runs view', () => {
  it('waits for the user before it connects', () => {
    expect(targetRow(tiny, box, false, null)).toMatchObject({ description: 'ssh gpu-box · not connected', context: 'target.idle' });
  });

  it('shows why a host was not reached and offers a retry', () => {
    const row = targetRow(tiny, box, true, 'gpu-box refused the connection.');
    expect(row).toMatchObject({ context: 'target.problem', icon: 'warning' });
    expect(row.tooltip).toContain('refused the connection');
    expect(targetRow(tiny, here, true, 'no python3').description).toBe('local · not reached');
  });
});
