import { EventFileEvent } from '../../../protocol/agent';
import { decode } from '../../../protocol/decode';
import type { AgentConnection, Subscription } from '../../api';
import { listEventFiles } from '../eventFileList';
import { sleep, type StageSink, type StageSource } from '../stageSource';
import { EventFileSet } from './eventFileSet';

const SETTLE_POLL_MS = 20;
/** The agent sends new bytes within a fraction of a second; a whole backlog needs time by its size. */
const SETTLE_BASE_MS = 10_000;
const SETTLE_BYTES_PER_MS = 1000;

/** Our own reader: the agent sends every new byte of the event files below `folder` once, we decode them here. */
export async function openEventFiles(agent: AgentConnection, folder: string, sink: StageSink): Promise<StageSource> {
  const files = new EventFileSet();
  let ended: string | null = null;
  let accepted = 0;

  const onEvent = (raw: unknown, payload: Uint8Array): void => {
    const { file, generation, offset } = decode(EventFileEvent, raw, 'event file bytes');
    const problems = files.problems.size;
    sink.points(files.push(file, generation, offset, payload));
    if (files.problems.size !== problems) sink.problem('files', [...files.problems.values()].join(' ') || null);
    if (files.acceptedDamage > accepted) {
      accepted = files.acceptedDamage;
      sink.note(`${file}: ${accepted === 1 ? 'a record has' : `${accepted} records have`} a wrong checksum but could be read.`);
    }
  };
  const subscription: Subscription = await agent.subscribe('tailEventFiles', { path: folder }, onEvent, (reason) => {
    ended = reason;
  });

  const poll = async (): Promise<void> => {
    if (ended !== null) throw new Error(ended);
  };
  return {
    kind: 'event files',
    poll,
    async settle() {
      const wanted = await listEventFiles(agent, folder);
      const bytes = wanted.reduce((sum, { size }) => sum + size, 0);
      const deadline = Date.now() + SETTLE_BASE_MS + bytes / SETTLE_BYTES_PER_MS;
      for (;;) {
        await poll();
        const missing = wanted.find(({ path, size }) => files.received(path) < size);
        if (!missing) return;
        if (Date.now() > deadline) {
          throw new Error(`${missing.path}: ${files.received(missing.path)} of ${missing.size} bytes arrived in time.`);
        }
        await sleep(SETTLE_POLL_MS);
      }
    },
    async close() {
      subscription.dispose();
    },
  };
}
