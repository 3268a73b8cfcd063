import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { AgentConnection } from '../../engine/api';
import { EventFileWriter } from '../support/eventFileWriter';
import { openAgent, points, type RunFolder, runFolder, until } from '../support/telemetryRun';

const open: { dispose(): void }[] = [];
afterEach(() => open.splice(0).forEach((each) => each.dispose()));

/** Like the shared connection of a host: the present one, or a new one after a loss. */
function host() {
  let present: Promise<AgentConnection> | null = null;
  let refuse = false;
  return {
    connect: () => {
      if (refuse) return Promise.reject(new Error('gpu-box refused the connection.'));
      return (present ??= openAgent().then((agent) => {
        open.push(agent);
        return agent;
      }));
    },
    async lose({ forGood = false } = {}) {
      refuse = forGood;
      const lost = await present;
      present = null;
      lost?.dispose();
    },
    return: () => (refuse = false),
  };
}

function folder(): RunFolder {
  const run = runFolder();
  open.push(run);
  return run;
}

describe.each(['dataServer', 'eventFiles'] as const)('%s', (source) => {
  it('keeps its series over a lost connection, says so, and goes on when it is back', async () => {
    const run = folder();
    const writer = new EventFileWriter(path.join(run.output(), 'runs/a/events.out.tfevents.1'));
    writer.scalar('t', 1, 1);
    const { connect, lose, return: comeBack } = host();
    const curves = run.curves(source, connect, { pollMs: 100 });
    await until('the first point is there', () => points(curves, 't').length === 1);

    await lose({ forGood: true });
    await until('the problem is said', () => curves.problem === 'gpu-box refused the connection.');
    expect(points(curves, 't')).toEqual([[1, 1]]);
    await expect(curves.refresh()).rejects.toThrow('gpu-box refused the connection.');

    writer.scalar('t', 2, 2);
    const changes: number[] = [];
    curves.onDidChange((all) => changes.push(...all.map(({ fromStep }) => fromStep)));
    comeBack();
    await until('the second point is there', () => points(curves, 't').length === 2, 15_000);
    // What was read before does not change again.
    expect(changes).toEqual([2]);
    await until('the problem is over', () => curves.problem === null);
  });
});
