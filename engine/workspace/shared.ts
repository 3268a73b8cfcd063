import type { Disposable } from '../api';

/**
 * Things that several users hold under a key and that end with their last user. `hold` gives a view of the thing whose
 * `dispose` gives one share back; disposing twice is harmless.
 */
export class Shared<T extends Disposable> implements Disposable {
  private readonly held = new Map<string, { thing: T; users: number }>();

  hold(key: string, create: () => T): T {
    const entry = this.held.get(key) ?? { thing: create(), users: 0 };
    this.held.set(key, entry);
    entry.users += 1;
    let given = false;
    const release = (): void => {
      if (given) return;
      given = true;
      entry.users -= 1;
      if (entry.users > 0) return;
      if (this.held.get(key) === entry) this.held.delete(key);
      entry.thing.dispose();
    };
    return new Proxy(entry.thing, {
      get(target, property) {
        if (property === 'dispose') return release;
        const value: unknown = Reflect.get(target, property, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }

  dispose(): void {
    for (const { thing } of this.held.values()) thing.dispose();
    this.held.clear();
  }
}
