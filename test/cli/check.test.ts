// `reasoner check` as scripts, hooks and workflows call it.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const cli = path.resolve(import.meta.dirname, '../../dist/cli/main.js');
const folder = mkdtempSync(path.join(os.tmpdir(), 'reasoner check-'));
const write = (name: string, text: string): void => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
};

const check = (...args: string[]): Promise<{ code: number; out: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [cli, 'check', ...args], { cwd: folder }, (error, stdout) => resolve({ code: error ? Number(error.code) : 0, out: stdout }));
  });

beforeAll(() => {
  write('sft.yaml', '# reasoner: trl-sft@1.13.0\nmodel_name_or_path: m\nseed: many\nseed: 1\n');
  write('conf/run.sh', '# reasoner: verl@0.9.0\npython3 -m verl.trainer.main_ppo actor_rollout_ref.rollout.name=vllm data.train_batch_sise=8\n');
  write('compose.yaml', 'services: { web: { image: nginx } }\n');
  write('node_modules/x/sft.yaml', '# reasoner: trl-sft\nseed: many\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Report {
  files: { file: string; framework: string; version: string; problems: { code: string; severity: string; line: number }[] }[];
}

it('looks through a folder and reports only what is a config', async () => {
  const { code, out } = await check('.', '--format', 'json');
  const { files } = JSON.parse(out) as Report;
  expect(code).toBe(1);
  expect(files.map(({ file, framework, version }) => `${file} ${framework} ${version}`)).toEqual(['conf/run.sh verl 0.9.0', 'sft.yaml trl-sft 1.13.0']);
  expect(files[1]?.problems).toContainEqual(expect.objectContaining({ code: 'GEN-DUP-KEY', severity: 'warning', line: 3 }));
});

it('fails by severity', async () => {
  write('warned.yaml', '# reasoner: trl-sft\nseed: 1\nseed: 1\n');
  expect((await check('warned.yaml')).code).toBe(0);
  expect((await check('warned.yaml', '--fail-on', 'warning')).code).toBe(1);
  expect((await check('conf/run.sh', '--fail-on', 'never')).code).toBe(0);
  expect((await check('warned.yaml', '--fail-on', 'sometimes')).code).toBe(2);
});

it('takes the version of a package', async () => {
  write('old.yaml', '# reasoner: trl-sft\nmax_seq_length: 10\n');
  expect((await check('old.yaml', '--version', 'trl=0.19.1', '--format', 'json')).out).not.toContain('TRL-REMOVED-KEYS');
  expect((await check('old.yaml', '--version', 'trl=1.13.0', '--format', 'json')).out).toContain('TRL-REMOVED-KEYS');
});

it('writes SARIF that names its rules, and annotations for a workflow', async () => {
  const { out } = await check('conf/run.sh', '--format', 'sarif');
  const log = JSON.parse(out) as { version: string; runs: { tool: { driver: { rules: { id: string }[] } }; results: { ruleId: string; ruleIndex: number; level: string }[] }[] };
  expect(log.version).toBe('2.1.0');
  const run = log.runs[0];
  const result = run?.results.find(({ ruleId }) => ruleId === 'VERL-UNKNOWN-KEY');
  expect(result?.level).toBe('error');
  expect(run?.tool.driver.rules[result?.ruleIndex ?? -1]?.id).toBe('VERL-UNKNOWN-KEY');
  expect((await check('conf/run.sh', '--format', 'github')).out).toMatch(/^::error file=conf\/run\.sh,line=2,/m);
});
