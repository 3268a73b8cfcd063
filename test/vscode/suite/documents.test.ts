import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated, closeEditors, create, eventually, languageReady, open, replace, workspaceFile } from '../support/editor';

const underlined = (document: vscode.TextDocument): string[] => vscode.languages.getDiagnostics(document.uri).map(({ range }) => document.getText(range));
const SCRIPT = '#!/bin/bash\nBATCH=many\npython3 -m verl.trainer.main_ppo \\\n  data.train_batch_size=$BATCH\n';

describe('What is checked besides YAML', () => {
  before(languageReady);
  afterEach(closeEditors);

  it('a launch script, with its framework in the status bar', async () => {
    const { document } = await create('run.sh', SCRIPT);
    assert.equal(document.languageId, 'shellscript');
    await eventually('the problem', () => underlined(document).some((text) => text.includes('BATCH')));
    const { exports } = await activated();
    // Nothing tells the version of verl here.
    await eventually('the status', () => /^\$\(check\) verl [\d.]+\?$/.test(exports.status() ?? ''));
  });

  it('a Slurm script', async () => {
    const { document } = await create('train.sbatch', SCRIPT);
    assert.equal(document.languageId, 'shellscript');
    await eventually('the problem', () => underlined(document).some((text) => text.includes('BATCH')));
  });

  it('a script that is not saved yet', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'shellscript', content: SCRIPT.replace('#!/bin/bash\n', '') });
    await vscode.window.showTextDocument(document);
    await eventually('the problem', () => underlined(document).some((text) => text.includes('BATCH')));
  });

  it('a DeepSpeed file', async () => {
    const { document } = await create('ds_z3.json', '{\n  "train_micro_batch_size_per_gpu": "auto",\n  "zero_optimization": { "stage": 5 }\n}\n');
    await eventually('the problem', () => underlined(document).includes('5'));
  });
});

describe('Settings', () => {
  const set = (name: string, value: unknown) => vscode.workspace.getConfiguration('reasoner').update(name, value, vscode.ConfigurationTarget.Workspace);
  before(languageReady);
  afterEach(async () => {
    await set('rules', undefined);
    await set('versions', undefined);
    await closeEditors();
  });

  it('switch a rule off, and on again, while a file is open', async () => {
    const editor = await open('cold_start.yaml');
    await replace(editor, 'learning_rate:', 'learning_rte:');
    await eventually('the problem', () => underlined(editor.document).length > 0);
    await set('rules', { 'TRL-*': 'off' });
    await eventually('its end', () => underlined(editor.document).length === 0);
    await set('rules', { 'TRL-*': 'off', 'TRL-UNKNOWN-KEY-CLI': 'hint' });
    const problem = await eventually('a hint', () => vscode.languages.getDiagnostics(editor.document.uri)[0]);
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Hint);
  });

  it('tell the version of a framework', async () => {
    await create('versions.sh', SCRIPT);
    const { exports } = await activated();
    await set('versions', { verl: '0.5.0' });
    await eventually('the version', () => exports.status() === '$(check) verl 0.5.0');
  });
});

describe('The plan of a stage', () => {
  const planOf = async (stage: string): Promise<string> => {
    await vscode.commands.executeCommand('reasoner.showPlan', { pipelineUri: workspaceFile('reasoner.yaml').toString(), stage });
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, 'reasoner-plan');
    return document.getText();
  };
  afterEach(closeEditors);

  it('is a read-only document with the commands that a launch would run', async () => {
    const text = await planOf('cold-start');
    assert.match(text, /^# target +here \(local\)$/m);
    assert.match(text, /^export OMP_NUM_THREADS=2$/m);
    assert.match(text, /sft .*--config \S+\.yaml/);
  });

  it('says why there is none', async () => {
    assert.match(await planOf('rl'), /^# Stage rl starts from cold-start/);
  });
});
