import { randomBytes } from 'node:crypto';

/** `20261122T204800-cold-start-4f2a`: sorts by time, says what it is, and does not collide on one host. */
export function newRunId(what: string, now = new Date(), random = randomBytes(2).toString('hex')): string {
  const time = now.toISOString().replace(/[-:]/g, '').slice(0, 15);
  const name = what.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 40) || 'run';
  return `${time}-${name}-${random}`;
}
