import { expect, it } from 'vitest';
import { Disposer } from './dispose';

it('disposes what it owns once, newest first, and late comers at once', () => {
  const log: string[] = [];
  const item = (name: string) => ({ dispose: () => void log.push(name) });
  const owner = new Disposer();
  owner.track(item('a'));
  const b = owner.track(item('b'));
  owner.track(item('c'));
  owner.release(b);
  owner.release(b);
  owner.dispose();
  owner.dispose();
  owner.track(item('late'));
  expect(log).toEqual(['b', 'c', 'a', 'late']);
});
