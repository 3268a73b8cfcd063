// A server that dies is started again, and knows what is open, unsaved edits included.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { closeEditors, eventually, languageReady, open, replace } from '../support/editor';

/** Language servers that this extension host started. Linux tells; elsewhere the suite does not run. */
function servers(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && existsSync(`/proc/${name}/stat`))
    .filter((pid) => {
      try {
        const parent = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
        return parent === process.pid && /dist\/server\/main\.js/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
      } catch {
        // It ended while it was looked at.
        return false;
      }
    })
    .map(Number);
}

describe('A crash of the language server', () => {
  before(languageReady);
  afterEach(closeEditors);

  it('is followed by a new one that knows the unsaved text', async () => {
    const editor = await open('cold_start.yaml');
    const messages = (): string => vscode.languages.getDiagnostics(editor.document.uri).map(({ message }) => message).join('\n');
    await replace(editor, 'learning_rate:', 'learning_rte:');
    await eventually('the first problem', () => messages().includes('learning_rte'));
    const [server, ...others] = servers();
    assert.ok(server !== undefined && others.length === 0, 'one server is running');
    process.kill(server, 'SIGKILL');
    await eventually('the end of the server', () => !servers().includes(server));
    // Typed while nobody listens; the next server is told of both edits at once.
    await replace(editor, 'lr_scheduler_type:', 'lr_schedler_type:');
    await eventually('both problems', () => messages().includes('learning_rte') && messages().includes('lr_schedler_type'), 60_000);
    assert.equal(servers().length, 1);
  });
});
