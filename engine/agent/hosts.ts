import type { AgentConnection, Disposable, HostSettings, Hosts } from '../api';
import { HostError } from './errors';
import { openHost } from './openHost';

/** A host that just failed is not asked again within this time by the next of many followers. */
const FAILURE_MEMORY_MS = 400;

type Listener = (hostKey: string, connected: boolean, problem: string | null) => void;

/** `local`, or `ssh:<host>`. */
export function hostKey(target: { kind: string; host?: string }): string {
  return target.kind === 'local' ? 'local' : `ssh:${target.host ?? ''}`;
}

/**
 * One connection per host, shared by everyone who asks: nobody but `Hosts` disposes it. After a loss the next `connect`
 * opens a new one; followers (engine/runs) call it again with their own back-off.
 */
export function createHosts(settings: HostSettings): Hosts {
  return new SharedHosts((host) => openHost(settings, host));
}

/** @param open starts a connection; separate so that sharing can be tested without a host */
export class SharedHosts implements Hosts {
  private readonly connections = new Map<string, Promise<AgentConnection>>();
  private readonly failures = new Map<string, { at: number; error: unknown }>();
  private readonly listeners = new Set<Listener>();
  private disposed = false;

  constructor(private readonly open: (host: string | null) => Promise<AgentConnection>) {}

  connect(target: { kind: string; host?: string }): Promise<AgentConnection> {
    const key = hostKey(target);
    const shared = this.connections.get(key);
    if (shared) return shared;
    if (this.disposed) return Promise.reject(new HostError('The connections were closed.', 'Reload the window.'));
    const failure = this.failures.get(key);
    if (failure && Date.now() - failure.at < FAILURE_MEMORY_MS) return Promise.reject(failure.error as Error);
    const opening = this.start(key, target.kind === 'local' ? null : (target.host ?? ''));
    this.connections.set(key, opening);
    return opening;
  }

  onDidChange(listener: Listener): Disposable {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  }

  dispose(): void {
    this.disposed = true;
    for (const opening of this.connections.values()) {
      opening.then((connection) => connection.dispose()).catch(() => undefined);
    }
    this.connections.clear();
    this.listeners.clear();
  }

  private async start(key: string, host: string | null): Promise<AgentConnection> {
    try {
      const connection = await this.open(host);
      this.failures.delete(key);
      this.tell(key, true, null);
      void connection.closed.then((reason) => this.forget(key, reason));
      return connection;
    } catch (error) {
      this.failures.set(key, { at: Date.now(), error });
      this.forget(key, (error as Error).message);
      throw error;
    }
  }

  private forget(key: string, problem: string): void {
    this.connections.delete(key);
    this.tell(key, false, problem);
  }

  private tell(key: string, connected: boolean, problem: string | null): void {
    for (const listener of this.listeners) listener(key, connected, problem);
  }
}
