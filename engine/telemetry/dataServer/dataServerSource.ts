import { dirname } from '../../../protocol/posixPath';
import type { AgentConnection } from '../../api';
import { holdsEvents, listEventFiles, ReplacementWatch, type EventFile } from '../eventFileList';
import { sleep, type StageSink, type StageSource } from '../stageSource';
import { dataServerClient, type DataServerClient } from './client';
import { ScalarPoller } from './scalarPoller';
import { openTunnel } from './tunnel';

/** The agent starts the server with `--reload 1`: it looks at its files again one second after it has read them. */
const RELOAD_MS = 1200;
const SETTLE_POLL_MS = 50;
/** The server reads some 20 MB/s with every point kept; a slow disk is given ten times as long. */
const LOAD_BASE_MS = 5000;
const LOAD_BYTES_PER_MS = 2000;
const REPLACEMENT_CHECK_MS = 2000;

interface OpenServer {
  server: string;
  client: DataServerClient;
  poller: ScalarPoller;
}

/** Reads a stage through the TensorBoard data server that the agent runs beside the event files. */
export class DataServerSource implements StageSource {
  readonly kind = 'data server';
  private readonly watch = new ReplacementWatch();
  private checkedAt = Date.now();
  /** What was on disk before the present server was started: all that its first load is sure to hold. */
  private atStart = '';

  private constructor(
    private readonly agent: AgentConnection,
    private readonly logdir: string,
    private readonly venv: string | null,
    private readonly sink: StageSink,
    private open: OpenServer,
  ) {}

  /** @throws AgentError `no-data-server` when the host has no binary for it */
  static async open(agent: AgentConnection, logdir: string, venv: string | null, sink: StageSink): Promise<DataServerSource> {
    const before = await listEventFiles(agent, logdir);
    const source = new DataServerSource(agent, logdir, venv, sink, await start(agent, logdir, venv, sink));
    source.startedWith(before);
    return source;
  }

  async poll(): Promise<void> {
    if (Date.now() - this.checkedAt >= REPLACEMENT_CHECK_MS) await this.checkReplacement();
    await this.open.poller.poll();
  }

  async settle(): Promise<void> {
    await this.checkReplacement();
    const files = (await listEventFiles(this.agent, this.logdir)).filter(holdsEvents);
    // Only a server that was started after the listing is sure to hold all of it once it shows its folders.
    const fresh = fingerprint(files) === this.atStart || (await this.restart(files));
    const folders = new Set(files.map(({ path }) => dirname(path)));
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    // There is no call for "loaded": a folder appears in ListRuns when all its files were read once.
    const deadline = Date.now() + LOAD_BASE_MS + bytes / LOAD_BYTES_PER_MS;
    for (;;) {
      const loaded = await this.open.client.listRuns();
      const missing = [...folders].filter((folder) => !loaded.includes(folder));
      if (missing.length === 0) {
        this.sink.problem('files', null);
        break;
      }
      if (Date.now() > deadline) {
        this.sink.problem('files', `The data server shows nothing of ${missing.join(', ')}: the event files there cannot be read.`);
        break;
      }
      await sleep(SETTLE_POLL_MS);
    }
    if (!fresh) await sleep(RELOAD_MS);
    await this.open.poller.poll();
  }

  async close(): Promise<void> {
    await stop(this.agent, this.open);
  }

  private startedWith(files: readonly EventFile[]): void {
    this.atStart = fingerprint(files);
    this.watch.remember(files);
  }

  private async checkReplacement(): Promise<void> {
    this.checkedAt = Date.now();
    const replaced = await this.watch.replaced(this.agent, this.logdir, this.open.poller.runs);
    if (replaced.length === 0) return;
    this.sink.note(`${replaced.join(', ')}: replaced or cut while it was read; it is read again from its start.`);
    await this.restart(await listEventFiles(this.agent, this.logdir));
  }

  /** False when somebody else reads through the same server, so that it is still the old one. */
  private async restart(files: readonly EventFile[]): Promise<boolean> {
    const { server } = this.open;
    await stop(this.agent, this.open);
    this.startedWith(files);
    this.open = await start(this.agent, this.logdir, this.venv, this.sink);
    return this.open.server !== server;
  }
}

async function start(agent: AgentConnection, logdir: string, venv: string | null, sink: StageSink): Promise<OpenServer> {
  const { server } = (await agent.request('dataServer', { logdir, venv })).result;
  try {
    const client = dataServerClient(await openTunnel(agent, server));
    return { server, client, poller: new ScalarPoller(client, sink) };
  } catch (error) {
    await release(agent, server);
    throw error;
  }
}

async function stop(agent: AgentConnection, { server, client }: OpenServer): Promise<void> {
  client.close();
  await release(agent, server);
}

/** Fails only when the connection is gone, and then the server is gone with the agent. */
async function release(agent: AgentConnection, server: string): Promise<void> {
  await agent.request('releaseDataServer', { server }).catch(() => undefined);
}

const fingerprint = (files: readonly EventFile[]): string =>
  files.filter(holdsEvents).map(({ path, size, mtime }) => `${path}\0${size}\0${mtime}`).sort().join('\n');
