import { describe, expect, it } from 'vitest';
import {
  event,
  floatTensor,
  record,
  scalarRecord,
  simpleValue,
  tensorValue,
  versionRecord,
} from './testEvents';
import { EventFileSet } from './eventFileSet';

const FILE = 'runs/Nov22_host/events.out.tfevents.1.host.2.0';

describe('EventFileSet', () => {
  it('gives points with the folder they come from', () => {
    const bytes = Buffer.concat([versionRecord(1), scalarRecord('train/loss', 3, 0.5, 12)]);
    expect(new EventFileSet().push(FILE, 0, 0, bytes)).toEqual([
      { source: 'runs/Nov22_host', tag: 'train/loss', step: 3, wallTime: 12, value: 0.5 },
    ]);
  });

  it('gives the same points wherever a chunk ends', () => {
    const bytes = Buffer.concat([versionRecord(1), scalarRecord('a', 1, 0.25, 2), scalarRecord('a', 2, 0.5, 3)]);
    for (let cut = 0; cut <= bytes.length; cut++) {
      const files = new EventFileSet();
      const points = [...files.push(FILE, 0, 0, bytes.subarray(0, cut)), ...files.push(FILE, 0, cut, bytes.subarray(cut))];
      expect(points.map(({ step, value }) => [step, value])).toEqual([[1, 0.25], [2, 0.5]]);
    }
  });

  it('starts again with a new generation', () => {
    const files = new EventFileSet();
    files.push(FILE, 0, 0, record(Buffer.from('x'), { badLengthCrc: true }));
    expect(files.problems.get(FILE)).toContain('wrong checksum');
    expect(files.push(FILE, 1, 0, scalarRecord('a', 1, 2, 3))).toHaveLength(1);
    expect(files.problems.size).toBe(0);
  });

  it('keeps a broken file from stopping the others', () => {
    const files = new EventFileSet();
    files.push('broken.tfevents', 0, 0, record(Buffer.from('no event')));
    expect(files.push('broken.tfevents', 0, 24, scalarRecord('a', 1, 2, 3))).toEqual([]);
    expect(files.push('good.tfevents', 0, 0, scalarRecord('a', 1, 2, 3))).toMatchObject([{ source: '', value: 2 }]);
    expect([...files.problems.values()]).toEqual([
      expect.stringMatching(/^broken\.tfevents: a record is damaged .* later points of this file cannot be read\.$/),
    ]);
  });

  it('accepts a wrong data checksum when the event parses, and counts it', () => {
    const files = new EventFileSet();
    const damaged = record(event(1, 2, [simpleValue('a', 3)]), { badDataCrc: true });
    expect(files.push(FILE, 0, 0, damaged)).toHaveLength(1);
    expect(files.acceptedDamage).toBe(1);
  });

  it('says when bytes never arrived instead of reading nonsense', () => {
    const files = new EventFileSet();
    expect(files.push(FILE, 0, 100, scalarRecord('a', 1, 2, 3))).toEqual([]);
    expect(files.problems.get(FILE)).toContain('bytes 0 to 100 never arrived');
  });

  it('decides with the first value of a tag whether it is a scalar series', () => {
    const files = new EventFileSet();
    const bytes = Buffer.concat([
      record(event(1, 1, [tensorValue('late', floatTensor(1), 'text')])),
      record(event(2, 2, [simpleValue('late', 2)])),
      record(event(1, 1, [tensorValue('early', floatTensor(1))])),
      record(event(2, 2, [tensorValue('early', floatTensor(2), '')])),
    ]);
    expect(files.push(FILE, 0, 0, bytes).map(({ tag, value }) => [tag, value])).toEqual([['early', 1], ['early', 2]]);
  });

  it('drops events whose time is infinite and ends a file whose event has no time', () => {
    const files = new EventFileSet();
    const infinite = scalarRecord('a', 1, 1, Infinity);
    const none = scalarRecord('a', 2, 1, NaN);
    expect(files.push(FILE, 0, 0, Buffer.concat([infinite, none, scalarRecord('a', 3, 1, 3)]))).toEqual([]);
    expect(files.problems.get(FILE)).toContain('an event has no time');
  });
});
