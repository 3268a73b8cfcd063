import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, endOf, eventually, languageReady, open, replace } from '../support/editor';

const text = (content: vscode.MarkedString | vscode.MarkdownString): string => (typeof content === 'string' ? content : content.value);

describe('Language features', () => {
  before(languageReady);
  afterEach(closeEditors);

  it('completes a key', async () => {
    const { document } = await open('rl.yaml');
    const list = await eventually('completions', () =>
      vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, endOf(document, 'num_gen')),
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('num_generations_eval') || labels.includes('num_generations'), labels.slice(0, 20).join(', '));
  });

  it('completes a value from its choices', async () => {
    const editor = await open('cold_start.yaml');
    await replace(editor, 'lr_scheduler_type: cosine', 'lr_scheduler_type: ');
    const { document } = editor;
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      endOf(document, 'lr_scheduler_type: '),
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    for (const choice of ['linear', 'cosine', 'constant_with_warmup']) {
      assert.ok(labels.includes(choice), `${choice} is not among ${labels.slice(0, 20).join(', ')}`);
    }
  });

  it('explains a field on hover, with its default', async () => {
    const { document } = await open('rl.yaml');
    const hovers = await eventually('a hover', async () => {
      const found = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, endOf(document, '\nnum_generati'));
      return found.length > 0 && found;
    });
    const shown = hovers.flatMap(({ contents }) => contents.map(text)).join('\n').replaceAll('\\', '');
    assert.match(shown, /num_generations/);
    assert.match(shown, /default/i);
  });

  it('offers to launch each stage of a pipeline, above it', async () => {
    const { document } = await open('reasoner.yaml');
    const lenses = await eventually('lenses', async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10);
      return found.length >= 2 && found;
    });
    const stages = lenses.filter(({ command }) => command?.command === 'reasoner.launchStage');
    assert.equal(stages.length, 2);
    const lines = stages.map(({ range }) => document.lineAt(range.start.line).text.trim().replace(/:.*/, ''));
    assert.deepEqual(lines, ['cold-start', 'rl']);
  });
});
