import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { EXTENSION, eventually, open } from '../support/editor';

/** Language servers of this window. */
const servers = (): number =>
  execFileSync('ps', ['-A', '-o', 'ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => Number.parseInt(line, 10) === process.pid && line.includes('dist/server/main.js')).length;
const extension = () => vscode.extensions.getExtension(EXTENSION);
/** Longer than a server takes to start, by far. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 3000));

describe("In somebody else's project of 2,000 YAML files", () => {
  it('no server runs while no file is open', async () => {
    await settle();
    assert.equal(servers(), 0);
  });

  it('its JSON, scripts and Python start no server', async () => {
    for (const name of ['package.json', 'build.sh', 'app.py']) await open(name);
    await eventually('the look at them', () => extension()?.isActive);
    await settle();
    assert.equal(servers(), 0);
  });

  it('its YAML gets no word', async () => {
    const { document } = await open('deploy/3/service-300.yaml');
    await eventually('the server', () => servers() === 1);
    await settle();
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });

  it('a training command that is typed into a script starts it', async () => {
    const editor = await open('build.sh');
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 0), 'python3 -m verl.trainer.main_ppo data.train_batch_size=many\n'));
    await eventually('the finding', () => vscode.languages.getDiagnostics(editor.document.uri).some(({ range }) => editor.document.getText(range) === 'many'));
  });
});
