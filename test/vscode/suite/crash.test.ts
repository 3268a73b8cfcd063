import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { closeEditors, eventually, languageReady, open, replace } from '../support/editor';

/** The language server of this window: a child of the extension host. */
function serverPid(): number | null {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  for (const line of processes) {
    const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (Number(parent) === process.pid && /dist\/server\/main\.js/.test(command)) return Number(pid);
  }
  return null;
}

const underlined = ({ document }: vscode.TextEditor): string[] =>
  vscode.languages.getDiagnostics(document.uri).map(({ range }) => document.getText(range)).sort();

describe('A language server that is killed', () => {
  before(languageReady);
  afterEach(closeEditors);

  it('starts again with the documents as they were typed', async () => {
    const editor = await open('cold_start.yaml');
    await replace(editor, 'learning_rate:', 'learning_rte:');
    await eventually('the problem', () => underlined(editor).includes('learning_rte'));
    const before = serverPid();
    assert.ok(before !== null, 'no server runs');
    process.kill(before, 'SIGKILL');
    const after = await eventually('another server', () => {
      const pid = serverPid();
      return pid !== before && pid;
    });
    assert.notEqual(after, before);
    // A change of one word: only a server that has the unsaved text of before can place it.
    await replace(editor, 'weight_decay:', 'weight_deca:');
    await eventually('both problems', () => underlined(editor).join() === 'learning_rte,weight_deca');
    await replace(editor, 'learning_rte:', 'learning_rate:');
    await eventually('one problem', () => underlined(editor).join() === 'weight_deca');
  });
});
