import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentConnection } from '../../engine/api';
import { EventFileWriter } from '../support/eventFileWriter';
import { openAgent, points, runFolder, until } from '../support/telemetryRun';

const EVENTS = 'runs/Nov22_host/events.out.tfevents.1700000000.host.1.0';
let agent: AgentConnection;
beforeAll(async () => {
  agent = await openAgent();
});
afterAll(() => agent.dispose());

describe.each(['dataServer', 'eventFiles'] as const)('a live stage through %s', (source) => {
  it('shows every point within two seconds of its being on disk', async () => {
    const run = runFolder();
    const curves = run.curves(source, async () => agent);
    const seen = new Map<number, number>();
    curves.onDidChange((changes) => {
      for (const { stage, tag, fromStep } of changes) {
        for (const [step] of points(curves, tag, stage)) if (step >= fromStep && !seen.has(step)) seen.set(step, Date.now());
      }
    });
    // The folder does not exist when the watching begins.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const writer = new EventFileWriter(path.join(run.output(), EVENTS));
    const written = new Map<number, number>();
    for (let step = 1; step <= 5; step++) {
      writer.scalar('train/reward', step, step / 10);
      written.set(step, Date.now());
      await until(`step ${step} is shown`, () => seen.has(step));
      await new Promise((resolve) => setTimeout(resolve, 130 * step));
    }
    for (const [step, at] of written) expect((seen.get(step) as number) - at, `step ${step}`).toBeLessThan(2000);
    expect(curves.source).toBe(source === 'dataServer' ? 'data server' : 'event files');
    expect(curves.problem).toBeNull();
    run.dispose();
  });
});
