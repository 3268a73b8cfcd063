// The hook of docs/pre-commit.md, run by pre-commit itself on a repository with a broken config.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const preCommit = path.join(root, '.setup', 'pre-commit', 'bin', 'pre-commit');
const home = mkdtempSync(path.join(os.tmpdir(), 'pre-commit-'));
const [published = '', local = ''] = [...readFileSync(path.join(root, 'docs', 'pre-commit.md'), 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, code = '']) => code);
afterAll(() => rmSync(home, { recursive: true, force: true }));

const env = {
  ...process.env,
  PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
  PRE_COMMIT_HOME: path.join(home, 'cache'),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
};
function run(cwd: string, program: string, ...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, env, encoding: 'utf8' });
  if (error) throw error;
  return { status, output: stdout + stderr };
}
const git = (cwd: string, ...args: string[]) => run(cwd, 'git', '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args);

let project = '';
beforeEach(() => {
  project = mkdtempSync(path.join(home, 'project-'));
  git(project, 'init', '-q');
});

/** What pre-commit says about the files, all of them part of the commit. */
function commit(config: string, files: Record<string, string>): { status: number | null; output: string } {
  for (const [name, text] of Object.entries({ ...files, '.pre-commit-config.yaml': config })) writeFileSync(path.join(project, name), text);
  git(project, 'add', '--all');
  return run(project, preCommit, 'run');
}

const TRAP = 'python3 -m verl.trainer.main_ppo data.train_batch_size=$BATCH\n';
const PIPELINE = 'version: 1\nname: t\ntargets: { here: { kind: local } }\nstages: { s: { trainer: trl-sft, config: sft.yaml, target: here } }\n';
const BROKEN = 'model_name_or_path: m\ndataset_name: d\nreport_to: tensorboard\nlerning_rate: 1.0e-4\n';
const MENDED = BROKEN.replace('lerning_rate', 'learning_rate');
/** Other tools' files, which every project has. */
const OTHERS = { 'compose.yaml': 'services: { web: { image: nginx } }\n', 'package.json': '{ "name": "site" }\n', 'tool.py': 'print(1)\n' };

it('the hook that this repository defines refuses a mistyped key, and nothing else', () => {
  const hooks = mkdtempSync(path.join(home, 'hooks-'));
  copyFileSync(path.join(root, '.pre-commit-hooks.yaml'), path.join(hooks, '.pre-commit-hooks.yaml'));
  git(hooks, 'init', '-q');
  git(hooks, 'add', '--all');
  git(hooks, 'commit', '-qm', 'hooks');
  git(hooks, 'tag', 'v0.1.0');
  const config = published.replace('<address of this repository>', hooks);
  const broken = commit(config, { ...OTHERS, 'reasoner.yaml': PIPELINE, 'sft.yaml': BROKEN });
  expect(broken.output).toMatch(/sft\.yaml:4:1: error TRL-UNKNOWN-KEY-CLI: .*learning_rate/);
  expect(broken.status).toBe(1);
  const mended = commit(config, { 'sft.yaml': MENDED });
  expect(mended.output).toMatch(/training configs\.+Passed/);
  expect(mended.status).toBe(0);
});

it('the local hook takes arguments: warnings fail, for the version named', () => {
  const trap = commit(local, { 'run.sh': TRAP });
  expect(trap.output).toMatch(/run\.sh:1:\d+: warning VERL-SAVE-OFF/);
  expect(trap.status).toBe(1);
  expect(commit(local, { ...OTHERS, 'run.sh': 'echo done\n' }).status).toBe(0);
});
