import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';

it('agent/constants.py is what protocol/ says', () => {
  const root = path.resolve(__dirname, '../..');
  expect(() => execFileSync(process.execPath, ['scripts/generate-agent-constants.mjs', '--check'], { cwd: root, stdio: 'pipe' })).not.toThrow();
});
