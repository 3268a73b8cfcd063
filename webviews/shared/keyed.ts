/** A piece of a page that is updated in place, so that focus, selection and scroll survive a new message. */
export interface View<T> {
  readonly element: HTMLElement;
  update(value: T): void;
  dispose?(): void;
}

/** Keeps one view per key inside `parent`, in the order given; elements are moved only when their place changed. */
export class KeyedList<T, V extends View<T> = View<T>> {
  private readonly views = new Map<string, V>();

  constructor(
    private readonly parent: HTMLElement,
    private readonly key: (value: T) => string,
    private readonly create: (value: T) => V,
  ) {}

  update(values: readonly T[]): void {
    const keep = new Set(values.map(this.key));
    for (const [key, view] of this.views) {
      if (keep.has(key)) continue;
      view.element.remove();
      view.dispose?.();
      this.views.delete(key);
    }
    values.forEach((value, index) => {
      const key = this.key(value);
      let view = this.views.get(key);
      if (!view) this.views.set(key, (view = this.create(value)));
      view.update(value);
      const at = this.parent.children[index];
      if (at !== view.element) this.parent.insertBefore(view.element, at ?? null);
    });
  }

  get all(): IterableIterator<V> {
    return this.views.values();
  }
}
