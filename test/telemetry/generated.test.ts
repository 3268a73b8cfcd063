import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('the data server client is generated from the descriptors of the installed wheel', () => {
  expect(() => execFileSync(process.execPath, ['scripts/generate-proto.mjs', '--check'], { stdio: 'pipe' })).not.toThrow();
});
