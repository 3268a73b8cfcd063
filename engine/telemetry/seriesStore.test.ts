import { describe, expect, it } from 'vitest';
import { SeriesStore } from './seriesStore';

const point = (step: number, value: number, wallTime: number, tag = 'loss', source = 'runs/a') => ({ source, tag, step, wallTime, value });

describe('SeriesStore', () => {
  it('appends, and reports where each series changed', () => {
    const store = new SeriesStore();
    store.offer('rl', [point(1, 0.5, 10), point(2, 0.4, 11)]);
    expect(store.takeChanges()).toEqual([{ stage: 'rl', tag: 'loss', fromStep: 1 }]);
    store.offer('rl', [point(3, 0.3, 12)]);
    expect(store.takeChanges()).toEqual([{ stage: 'rl', tag: 'loss', fromStep: 3 }]);
    expect(store.takeChanges()).toEqual([]);
    expect(store.series('rl', 'loss')).toMatchObject({ steps: [1, 2, 3], values: [0.5, 0.4, 0.3] });
  });

  it('merges a resumed run by step: the newest wall time wins, in whatever order the folders are read', () => {
    const first = [point(1, 1, 10), point(2, 2, 11), point(3, 3, 12), point(4, 4, 13)];
    const resumed = [3, 4, 5, 6].map((step) => point(step, step * 10, 100 + step, 'loss', 'runs/b'));
    for (const order of [[...first, ...resumed], [...resumed, ...first]]) {
      const store = new SeriesStore();
      store.offer('rl', order);
      expect(store.series('rl', 'loss')).toMatchObject({ steps: [1, 2, 3, 4, 5, 6], values: [1, 2, 30, 40, 50, 60] });
    }
  });

  it('keeps points that a reader no longer shows', () => {
    const store = new SeriesStore();
    store.offerColumns('rl', 'loss', { steps: [1, 2, 3], wallTimes: [1, 2, 3], values: [1, 2, 3] });
    store.takeChanges();
    store.offerColumns('rl', 'loss', { steps: [1, 2], wallTimes: [1, 20], values: [1, 9] });
    expect(store.series('rl', 'loss')).toMatchObject({ steps: [1, 2, 3], values: [1, 9, 3] });
    expect(store.takeChanges()).toEqual([{ stage: 'rl', tag: 'loss', fromStep: 2 }]);
  });

  it('reports nothing when the same columns come again, NaN included', () => {
    const store = new SeriesStore();
    const columns = { steps: [1, 2], wallTimes: [1, 2], values: [NaN, -Infinity] };
    store.offerColumns('rl', 'loss', columns);
    store.takeChanges();
    store.offerColumns('rl', 'loss', columns);
    expect(store.takeChanges()).toEqual([]);
    expect(store.series('rl', 'loss')?.values).toEqual([NaN, -Infinity]);
  });

  it('takes the value read last when a step repeats at the same time', () => {
    const store = new SeriesStore();
    store.offer('rl', [point(1, 1, 5), point(1, 2, 5)]);
    expect(store.series('rl', 'loss')?.values).toEqual([2]);
  });

  it('knows where training is after a restart from a lower step', () => {
    const store = new SeriesStore();
    store.offer('rl', [point(1, 1, 1), point(9, 1, 9), point(4, 1, 20)]);
    expect(store.latest('rl')).toEqual({ step: 4, wallTime: 20 });
  });

  it('takes any text for a tag or a stage', () => {
    const store = new SeriesStore();
    store.offer('__proto__', [point(1, 1, 1, '__proto__'), point(1, 1, 1, 'constructor')]);
    expect(store.tags('__proto__')).toEqual(['__proto__', 'constructor']);
    expect(store.series('rl', 'toString')).toBeNull();
    expect(store.tags('toString')).toEqual([]);
  });
});
