/** The command line as a script sees it: exit codes, JSON on stdout, sentences on stderr. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const main = path.resolve(import.meta.dirname, '../../dist/cli/main.js');
const folder = mkdtempSync(path.join(os.tmpdir(), 'reasoner-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string): string => {
  writeFileSync(path.join(folder, name), text);
  return name;
};
const reasonerWith = (env: NodeJS.ProcessEnv, ...args: string[]) =>
  spawnSync(process.execPath, [main, ...args], { cwd: folder, encoding: 'utf8', env: { ...process.env, ...env } });
const reasoner = (...args: string[]) => reasonerWith({}, ...args);

describe('reasoner', () => {
  it('without a command says how it is used and exits with 2', () => {
    const { status, stderr, stdout } = reasoner();
    expect(status).toBe(2);
    expect(stderr).toContain('reasoner check FILE');
    expect(stdout).toBe('');
  });

  it('names an unknown option', () => {
    const { status, stderr } = reasoner('check', '--jsno', 'x');
    expect(status).toBe(2);
    expect(stderr).toContain('--jsno');
  });

  it('says where it looked for a pipeline', () => {
    const { status, stderr } = reasoner('status');
    expect(status).toBe(2);
    expect(stderr).toContain('reasoner.yaml');
  });
});

/** A pipeline whose one stage runs `config` by TRL's own command. */
const pipeline = (config: string, target = 'kind: local'): string =>
  file('reasoner.yaml', `version: 1\nname: t\ntargets: { here: { ${target} } }\nstages: { s: { trainer: trl-grpo, config: ${config}, target: here } }\n`);

describe('reasoner check', () => {
  it('finds the typo in a config that trl grpo will read, says what was meant, exits with 1', () => {
    pipeline('typo.yaml');
    file('typo.yaml', 'model_name_or_path: m\ndataset_name: d\nnum_generatons: 8\nmax_completion_length: 64\n');
    const { status, stdout } = reasoner('check', 'typo.yaml');
    expect(status).toBe(1);
    expect(stdout).toMatch(/typo\.yaml:3:1: error TRL-UNKNOWN-KEY-CLI: .*num_generations/);
  });

  it('has nothing to say about a config that TRL accepts', () => {
    file('good.yaml', '# reasoner: trl-grpo@1.13.0\nmodel_name_or_path: m\ndataset_name: d\nnum_generations: 8\nmax_completion_length: 64\nreport_to: tensorboard\n');
    const { status, stdout } = reasoner('check', 'good.yaml', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ files: [{ file: 'good.yaml', framework: 'trl-grpo', version: '1.13.0', versionKnown: true, problems: [] }] });
  });

  it('writes its JSON to a file whose folder it makes, and to stdout when that cannot be', () => {
    file('good.yaml', 'model_name_or_path: m\ndataset_name: d\nnum_generations: 8\nreport_to: tensorboard\n');
    expect(reasoner('check', 'good.yaml', '--json', '--output', 'new/deep/out.json').status).toBe(0);
    expect(JSON.parse(readFileSync(path.join(folder, 'new/deep/out.json'), 'utf8'))).toMatchObject({ files: [{ file: 'good.yaml' }] });
    const { stdout, stderr } = reasoner('check', 'good.yaml', '--json', '--output', 'good.yaml/out.json');
    expect(stderr).toContain('good.yaml/out.json cannot be written');
    expect(JSON.parse(stdout)).toMatchObject({ files: [{ file: 'good.yaml' }] });
  });

  it('reports a syntax error where it stands', () => {
    pipeline('torn.yaml');
    file('torn.yaml', 'model_name_or_path: m\ndataset_name: [a, b\nmax_steps: 3\n');
    const { status, stdout } = reasoner('check', 'torn.yaml');
    expect(status).toBe(1);
    expect(stdout).toMatch(/error GEN-SYNTAX/);
  });

  it('leaves the config of another tool alone', () => {
    file('compose.yaml', 'services:\n  web:\n    image: nginx\n');
    const { status, stdout } = reasoner('check', 'compose.yaml');
    expect(status).toBe(0);
    expect(stdout).toContain('not a config that Reasoner Studio knows');
  });

  it('names a file that cannot be read', () => {
    const { status, stderr } = reasoner('check', 'absent.yaml');
    expect(status).toBe(2);
    expect(stderr).toContain('absent.yaml');
  });
});

describe('reasoner run', () => {
  it('does not launch a pipeline whose config has an error', () => {
    file('bad.yaml', 'model_name_or_path: m\ndataset_name: d\nmax_step: 3\n');
    pipeline('bad.yaml');
    const { status, stderr } = reasoner('run');
    expect(status).toBe(1);
    expect(stderr).toContain('Not launched: 1 error');
  });

  it('says that a host refuses, what to do, and exits with 3', () => {
    pipeline('good.yaml', 'kind: ssh, host: nowhere, workdir: /tmp/x');
    const config = path.join(folder, file('ssh_config', 'Host nowhere\n  HostName 127.0.0.1\n  Port 1\n'));
    const { status, stderr } = reasonerWith({ REASONER_SSH_CONFIG: config }, 'run');
    expect(stderr).toMatch(/nowhere.*refused/i);
    expect(status).toBe(3);
    const listed = reasonerWith({ REASONER_SSH_CONFIG: config }, 'status', '--json');
    expect(listed.status).toBe(3);
    expect(JSON.parse(listed.stdout)).toMatchObject({ targets: [{ name: 'here', kind: 'ssh', problem: expect.stringMatching(/refused/i) as string }] });
  });
});
