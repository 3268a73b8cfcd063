import { expect, it } from 'vitest';
import { Shared } from './shared';

class Counter {
  count = 0;
  disposed = 0;
  add(): number {
    return ++this.count;
  }
  dispose(): void {
    this.disposed += 1;
  }
}

it('gives the same thing to everyone and ends it with its last user', () => {
  const shared = new Shared<Counter>();
  const made: Counter[] = [];
  const create = (): Counter => {
    const counter = new Counter();
    made.push(counter);
    return counter;
  };
  const first = shared.hold('a', create);
  const second = shared.hold('a', create);
  first.add();
  expect(second.count).toBe(1);

  first.dispose();
  first.dispose();
  expect(made[0]?.disposed).toBe(0);
  second.dispose();
  expect(made[0]?.disposed).toBe(1);

  shared.hold('a', create);
  expect(made).toHaveLength(2);
});
