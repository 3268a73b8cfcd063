import type { Disposable } from '../engine/api';

/** Owns disposables: whatever is tracked goes when the owner goes, and at once when the owner is already gone. */
export class Disposer implements Disposable {
  private readonly owned = new Set<Disposable>();
  private gone = false;

  get disposed(): boolean {
    return this.gone;
  }

  track<T extends Disposable>(item: T): T {
    if (this.gone) item.dispose();
    else this.owned.add(item);
    return item;
  }

  /** Gives one item back before its owner goes. */
  release(item: Disposable | null | undefined): void {
    if (item && this.owned.delete(item)) item.dispose();
  }

  dispose(): void {
    if (this.gone) return;
    this.gone = true;
    const items = [...this.owned].reverse();
    this.owned.clear();
    for (const item of items) item.dispose();
  }
}
