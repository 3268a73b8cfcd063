import { describe, expect, it } from 'vitest';
import { basename, dirname, join, normalize, relativeTo, resolve } from './posixPath';

describe('host paths', () => {
  it('are normalised, and never climb above the root', () => {
    expect(normalize('/a/./b//../c/')).toBe('/a/c');
    expect(normalize('/../../etc')).toBe('/etc');
    expect(normalize('a/../../b')).toBe('../b');
    expect(normalize('')).toBe('.');
  });

  it('resolve against a folder unless they are absolute', () => {
    expect(resolve('/w', 'out')).toBe('/w/out');
    expect(resolve('/w', '/data/out')).toBe('/data/out');
    expect(join('/w', '', 'a')).toBe('/w/a');
  });

  it('know their parts', () => {
    expect(basename('/a/checkpoint-30/')).toBe('checkpoint-30');
    expect(dirname('/a')).toBe('/');
    expect(dirname('a')).toBe('.');
  });

  it('tell whether they lie in a folder', () => {
    expect(relativeTo('/w/runs', '/w/runs/x/y')).toBe('x/y');
    expect(relativeTo('/w/runs', '/w/runs-of-others')).toBeNull();
    expect(relativeTo('/w', '/w/a/../../etc')).toBeNull();
  });
});
