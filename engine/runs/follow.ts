import type { AgentMethod, Params } from '../../protocol/agent';
import type { AgentConnection, Disposable, Hosts, Subscription } from '../api';
import { BackOff } from './backOff';

export type HostTarget = Parameters<Hosts['connect']>[0];

/** A subscription that lived this long was a success. */
const STEADY_MS = 5000;

export interface Following<M extends AgentMethod> {
  method: M;
  /** Asked anew for every subscription: where to go on. */
  params(): Params<M>;
  onEvent(event: unknown, payload: Uint8Array): void;
  /** Before each subscription; what it throws counts as a failed attempt. */
  onConnected?(connection: AgentConnection): Promise<void>;
  /** Null when subscribed, else why not; attempts go on with back-off (0.5 s to 10 s). */
  onProblem?(problem: string | null): void;
}

/** Keeps one subscription alive on a host, across losses of the connection, until disposed. */
export function follow<M extends AgentMethod>(hosts: Hosts, target: HostTarget, following: Following<M>): Disposable {
  const follower = new Follower(hosts, target, following);
  void follower.run();
  return follower;
}

class Follower<M extends AgentMethod> implements Disposable {
  private readonly backOff = new BackOff();
  private subscription: Subscription | null = null;
  private disposed = false;

  constructor(
    private readonly hosts: Hosts,
    private readonly target: HostTarget,
    private readonly following: Following<M>,
  ) {}

  async run(): Promise<void> {
    while (!this.disposed) {
      const problem = await this.once().catch((error: Error) => error.message);
      this.subscription = null;
      if (this.disposed) return;
      this.following.onProblem?.(problem);
      await this.backOff.wait();
    }
  }

  /** Resolves with the reason when the subscription has ended. */
  private async once(): Promise<string> {
    const { method, params, onEvent, onConnected, onProblem } = this.following;
    const connection = await this.hosts.connect(this.target);
    await onConnected?.(connection);
    if (this.disposed) return '';
    let end: (reason: string) => void = () => undefined;
    const ended = new Promise<string>((resolve) => (end = resolve));
    const forward = (event: unknown, payload: Uint8Array) => {
      if (!this.disposed) onEvent(event, payload);
    };
    this.subscription = await connection.subscribe(method, params(), forward, end);
    if (this.disposed) {
      this.subscription.dispose();
      return '';
    }
    onProblem?.(null);
    const since = Date.now();
    const reason = await ended;
    // One that ends at once would otherwise be asked for again and again.
    if (Date.now() - since > STEADY_MS) this.backOff.reset();
    return reason;
  }

  dispose(): void {
    this.disposed = true;
    this.subscription?.dispose();
    this.backOff.cancel();
  }
}
