import type { Pipeline, Target } from '../types';
import { targetKey } from './targetRuns';

interface Memory {
  get<T>(key: string, fallback: T): T;
  update(key: string, value: unknown): PromiseLike<void>;
}

const KEY = 'reasoner.usedTargets';
const LIMIT = 50;

/**
 * Which targets may be connected without being asked for: the local one, and hosts that this workspace launched on. An
 * ssh host that a file merely names is left alone until the user opens it.
 */
export class UsedTargets {
  private readonly opened = new Set<string>();
  constructor(private readonly memory: Memory) {}

  connects(pipeline: Pipeline, target: Target): boolean {
    const key = targetKey(pipeline, target);
    return target.kind === 'local' || this.opened.has(key) || this.remembered().includes(key);
  }

  /** The user opened the target: for as long as this window lives. */
  open(pipeline: Pipeline, target: Target): void {
    this.opened.add(targetKey(pipeline, target));
  }

  /** A run was launched there: from now on it is followed. */
  async remember(pipeline: Pipeline, target: Target): Promise<void> {
    const key = targetKey(pipeline, target);
    if (target.kind === 'local' || this.remembered().includes(key)) return;
    await this.memory.update(KEY, [...this.remembered(), key].slice(-LIMIT));
  }

  private remembered(): string[] {
    const value = this.memory.get<unknown>(KEY, []);
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  }
}
