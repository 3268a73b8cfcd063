/** The npm package, installed where no repository is: both programs work there. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(os.tmpdir(), 'reasoner-tarball-'));
const bin = (name: string): string => path.join(folder, 'app/node_modules/.bin', name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(() => {
  const made = spawnSync(process.execPath, [path.join(root, 'scripts/package.mjs'), path.join(folder, 'x.vsix')], { encoding: 'utf8' });
  const tarball = /(\S+\.tgz)/.exec(made.stdout)?.[1];
  if (!tarball) throw new Error(`npm run package made no tarball:\n${made.stdout}${made.stderr}`);
  mkdirSync(path.join(folder, 'app'));
  writeFileSync(path.join(folder, 'app/package.json'), '{"private":true}');
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: path.join(folder, 'app'), stdio: 'ignore' });
}, 120_000);

it('reasoner checks a config and reaches the agent that came with it', () => {
  writeFileSync(path.join(folder, 'reasoner.yaml'), 'version: 1\nname: t\ntargets: { here: { kind: local } }\nstages: { s: { trainer: trl-sft, config: sft.yaml, target: here } }\n');
  writeFileSync(path.join(folder, 'sft.yaml'), 'model_name_or_path: m\ndataset_name: d\nreport_to: tensorboard\nlerning_rate: 1.0e-4\n');
  const checked = spawnSync(bin('reasoner'), ['check', 'sft.yaml'], { cwd: folder, encoding: 'utf8' });
  expect(checked.status).toBe(1);
  expect(checked.stdout).toContain('learning_rate');
  const status = spawnSync(bin('reasoner'), ['status', '--json'], { cwd: folder, encoding: 'utf8' });
  expect(JSON.parse(status.stdout)).toEqual({ targets: [{ name: 'here', kind: 'local', problem: null, runs: [] }] });
});

it('reasoner-language-server answers over stdio', async () => {
  const server = spawn(bin('reasoner-language-server'), ['--stdio'], { cwd: folder });
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  const answer = await new Promise<string>((resolve, reject) => {
    let text = '';
    server.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('"id":1')) resolve(text);
    });
    server.once('close', () => reject(new Error('the server ended before it answered')));
  });
  server.kill();
  expect(answer).toContain('"hoverProvider":true');
});
