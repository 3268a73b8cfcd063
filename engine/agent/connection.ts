import type * as v from 'valibot';
import type { AgentErrorBody, AgentMethod, Params, Result } from '../../protocol/agent';
import { AgentHeader, AgentMethods, MAX_HEADER, MAX_PAYLOAD } from '../../protocol/agent';
import { decode } from '../../protocol/decode';
import { FORMAT } from '../../protocol/format';
import { encodeFrame, FrameDecoder } from '../../protocol/frames';
import type { AgentConnection, Subscription } from '../api';
import { AgentError, ConnectionLost } from './errors';
import type { Transport } from './transport';

type Header = v.InferOutput<typeof AgentHeader>;
interface Answer {
  result: unknown;
  payload: Uint8Array;
}
interface Pending {
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}
interface Listener {
  onEvent(event: unknown, payload: Uint8Array): void;
  onEnd(reason: string): void;
}
interface RequestOptions {
  payload?: Uint8Array;
  signal?: AbortSignal;
}

/**
 * Opens a connection over a transport on which an agent is about to speak.
 *
 * @param explain says for people why the stream ended; gets what was printed before the agent's preamble
 * @throws ConnectionLost when the stream ends, AgentError when the agent refuses this format
 */
export async function openConnection(transport: Transport, explain: (noise: string) => Promise<string>): Promise<AgentConnection> {
  const stream = new Stream(transport, explain);
  try {
    const { result } = await stream.request('hello', { format: FORMAT.agent });
    return Object.assign(stream, { info: result });
  } catch (error) {
    stream.dispose();
    throw error;
  }
}

/** Requests and subscriptions, multiplexed over one transport. */
class Stream {
  readonly closed: Promise<string>;
  private readonly decoder = new FrameDecoder();
  private readonly pending = new Map<number, Pending>();
  private readonly listeners = new Map<number, Listener>();
  private nextId = 1;
  private ended: string | null = null;
  private resolveClosed: (reason: string) => void = () => undefined;

  constructor(
    private readonly transport: Transport,
    explain: (noise: string) => Promise<string>,
  ) {
    this.closed = new Promise((resolve) => (this.resolveClosed = resolve));
    transport.output.on('data', (chunk: Uint8Array) => this.receive(chunk));
    // The bootstrap left it paused, so that nothing was lost between its word and this listener.
    transport.output.resume();
    void transport.exit.then(async () => this.end(await explain(this.decoder.noise)));
  }

  request<M extends AgentMethod>(method: M, params: Params<M>, options: RequestOptions = {}): Promise<{ result: Result<M>; payload: Uint8Array }> {
    return this.call(this.nextId++, method, params, options);
  }

  async subscribe<M extends AgentMethod>(
    method: M,
    params: Params<M>,
    onEvent: (event: unknown, payload: Uint8Array) => void,
    onEnd: (reason: string) => void = () => undefined,
  ): Promise<Subscription> {
    const id = this.nextId++;
    // Before the answer: events may arrive in the same chunk as it.
    this.listeners.set(id, { onEvent, onEnd });
    try {
      await this.call(id, method, params, {});
    } catch (error) {
      this.listeners.delete(id);
      throw error;
    }
    return {
      id,
      dispose: () => {
        if (this.listeners.delete(id)) this.cancel(id);
      },
    };
  }

  dispose(): void {
    this.end('the connection was closed');
  }

  private async call<M extends AgentMethod>(
    id: number,
    method: M,
    params: Params<M>,
    { payload, signal }: RequestOptions,
  ): Promise<{ result: Result<M>; payload: Uint8Array }> {
    signal?.throwIfAborted();
    if (this.ended !== null) throw new ConnectionLost(this.ended);
    const frame = encodeFrame({ id, method, params }, payload);
    refuseOversize(method, frame.length - 8 - (payload?.length ?? 0), payload?.length ?? 0);
    const abort = () => {
      this.pending.get(id)?.reject(signal?.reason);
      if (this.pending.delete(id)) this.cancel(id);
    };
    signal?.addEventListener('abort', abort);
    try {
      const answer = await new Promise<Answer>((resolve, reject) => {
        this.pending.set(id, { resolve, reject });
        this.transport.input.write(frame);
      });
      const result = decode(AgentMethods[method].result, answer.result, `the agent's answer to ${method}`);
      return { result: result as Result<M>, payload: answer.payload };
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  private cancel(id: number): void {
    this.request('cancel', { id }).catch(() => undefined);
  }

  private receive(chunk: Uint8Array): void {
    if (this.ended !== null) return;
    try {
      for (const { header, payload } of this.decoder.push(chunk)) this.handle(decode(AgentHeader, header, 'a message of the agent'), payload);
    } catch (error) {
      this.end(`the agent's stream broke: ${(error as Error).message}`);
    }
  }

  private handle(header: Header, payload: Uint8Array): void {
    if ('sub' in header) {
      const id = header.sub as number;
      const listener = this.listeners.get(id);
      if ('end' in header) {
        this.listeners.delete(id);
        listener?.onEnd((header.end as AgentErrorBody | null)?.message ?? 'there is nothing more to come');
      } else if (listener) {
        this.deliver(id, listener, header['event'], payload);
      }
      return;
    }
    const id = header['id'] as number;
    const pending = this.pending.get(id);
    this.pending.delete(id);
    if ('error' in header) pending?.reject(new AgentError(header.error as AgentErrorBody));
    else pending?.resolve({ result: header['result'], payload });
  }

  /** A listener that throws (an event it cannot decode) ends its own subscription, never the stream of all others. */
  private deliver(id: number, listener: Listener, event: unknown, payload: Uint8Array): void {
    try {
      listener.onEvent(event, payload);
    } catch (error) {
      this.listeners.delete(id);
      this.cancel(id);
      listener.onEnd((error as Error).message);
    }
  }

  private end(reason: string): void {
    if (this.ended !== null) return;
    this.ended = reason;
    this.transport.end();
    for (const { reject } of this.pending.values()) reject(new ConnectionLost(reason));
    this.pending.clear();
    const listeners = [...this.listeners.values()];
    this.listeners.clear();
    for (const { onEnd } of listeners) onEnd(reason);
    this.resolveClosed(reason);
  }
}

/** The agent would end the whole stream over it. */
function refuseOversize(method: string, header: number, payload: number): void {
  if (header <= MAX_HEADER && payload <= MAX_PAYLOAD) return;
  const size = ((header + payload) / 1024 / 1024).toFixed(1);
  throw new AgentError({ code: 'bad-request', message: `the request ${method} is too large (${size} MiB)`, hint: null });
}
