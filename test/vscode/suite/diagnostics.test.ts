import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, create, eventually, languageReady, open, replace } from '../support/editor';

const problemsOf = (editor: vscode.TextEditor): vscode.Diagnostic[] => vscode.languages.getDiagnostics(editor.document.uri);
const codeOf = (problem: vscode.Diagnostic): unknown => (typeof problem.code === 'object' ? problem.code.value : problem.code);

describe('Diagnostics', () => {
  before(languageReady);
  afterEach(closeEditors);

  it('a mistyped key is underlined where it stands, with the key that was meant', async () => {
    const editor = await open('cold_start.yaml');
    await replace(editor, 'learning_rate:', 'learning_rte:');
    const problem = await eventually('the problem', () => problemsOf(editor)[0]);
    assert.equal(editor.document.getText(problem.range), 'learning_rte');
    assert.match(problem.message, /learning_rate/);
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(codeOf(problem), 'TRL-UNKNOWN-KEY-CLI');
  });

  it('is gone as soon as the key is right', async () => {
    const editor = await open('cold_start.yaml');
    await replace(editor, 'learning_rate:', 'learning_rte:');
    await eventually('the problem', () => problemsOf(editor).length > 0);
    await replace(editor, 'learning_rte:', 'learning_rate:');
    await eventually('its end', () => problemsOf(editor).length === 0);
  });

  it('the example itself has no problem', async () => {
    for (const name of ['reasoner.yaml', 'cold_start.yaml', 'rl.yaml']) {
      const editor = await open(name);
      await replace(editor, '\n', '\n# touched\n');
      // A mistake that must be found shows that the file was looked at.
      const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
      await editor.edit((edit) => edit.insert(end, '\nnot_a_key_of_anything: 1\n'));
      await eventually(`a look at ${name}`, () => problemsOf(editor).length > 0);
      assert.deepEqual(problemsOf(editor).filter(({ message }) => !message.includes('not_a_key_of_anything')), []);
    }
  });

  it('an unreadable YAML says so, and no more than that', async () => {
    const editor = await create('broken.yaml', 'model_name_or_path: m\nnum_generations: 8\nreward_funcs: [a, b\nbeta: 0\n');
    const problems = await eventually('the problem', () => problemsOf(editor).length > 0 && problemsOf(editor));
    assert.deepEqual([...new Set(problems.map(codeOf))], ['GEN-SYNTAX']);
  });

  it("another tool's YAML is left alone", async () => {
    const other = await create('compose.yaml', 'services:\n  web:\n    image: nginx\n    prots: ["80:80"]\n');
    // The same server has by then answered for a file that it does know.
    const known = await open('cold_start.yaml');
    await replace(known, 'learning_rate:', 'learning_rte:');
    await eventually('the known file', () => problemsOf(known).length > 0);
    assert.deepEqual(problemsOf(other), []);
  });
});
