import * as vscode from 'vscode';
import type { BrowserApi } from '../../../client/browser';
import { closeEditors, endOf, equal, eventually, holds, open, replace, workspaceFile, write } from '../../support/editor';

const EXTENSION = 'reasoner-studio.reasoner-studio';

async function extension(): Promise<vscode.Extension<BrowserApi>> {
  const found = vscode.extensions.getExtension<BrowserApi>(EXTENSION);
  if (!found) throw new Error(`${EXTENSION} is not installed`);
  await found.activate();
  return found;
}

const problemsOf = ({ document }: vscode.TextEditor): vscode.Diagnostic[] => vscode.languages.getDiagnostics(document.uri);
const problemsAt = (editor: vscode.TextEditor, text: string): vscode.Diagnostic[] => problemsOf(editor).filter(({ range }) => editor.document.getText(range) === text);
const codeOf = ({ code }: vscode.Diagnostic): unknown => (typeof code === 'object' ? code.value : code);
const labelsOf = (list: vscode.CompletionList): string[] => list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));

describe('VS Code for the Web', () => {
  before(async () => (await extension()).exports.languageReady());
  afterEach(closeEditors);

  it('runs the extension in the browser itself, without Node', async () => {
    equal(typeof (globalThis as { process?: { versions?: { node?: string } } }).process?.versions?.node, 'undefined');
    equal(vscode.env.uiKind, vscode.UIKind.Web);
    // The browser entry: the other one's exports have runs.
    equal('runs' in (await extension()).exports, false);
  });

  it('underlines a mistyped key, and links it to its rule', async () => {
    const editor = await open('cold_start.yaml');
    await replace(editor, 'learning_rate:', 'learning_rte:');
    const problem = await eventually('the problem', () => problemsOf(editor)[0]);
    equal(editor.document.getText(problem.range), 'learning_rte');
    equal(codeOf(problem), 'TRL-UNKNOWN-KEY-CLI');
    const page = typeof problem.code === 'object' ? problem.code.target : null;
    equal(page?.scheme, 'reasoner-rule');
    if (page) holds((await vscode.workspace.openTextDocument(page)).getText(), 'TRL-UNKNOWN-KEY-CLI');
    await replace(editor, 'learning_rte:', 'learning_rate:');
    await eventually('its end', () => problemsOf(editor).length === 0);
  });

  it('completes keys from a catalogue that came with the extension', async () => {
    const { document } = await open('rl.yaml');
    const list = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, endOf(document, '\nnum_gen'));
    holds(labelsOf(list).join(' '), 'num_generations');
  });

  it('reads the files beside a config: the trainer comes from the pipeline', async () => {
    // Nothing in this file but the stage says whose it is.
    await write('bare/reasoner.yaml', 'version: 1\ntargets: { here: { kind: local } }\nstages:\n  s: { trainer: trl-sft, config: bare.yaml, target: here }\n');
    await write('bare/bare.yaml', 'learning_rte: 1.0e-5\n');
    const editor = await open('bare/bare.yaml');
    const problem = await eventually('the problem', () => problemsAt(editor, 'learning_rte')[0]);
    equal(codeOf(problem), 'TRL-UNKNOWN-KEY-CLI');
    equal((await extension()).exports.status()?.startsWith('$(check) TRL SFT'), true);
  });

  it('sees that a file of the pipeline is missing', async () => {
    const editor = await open('reasoner.yaml');
    await replace(editor, 'config: rl.yaml', 'config: rll.yaml');
    const problem = await eventually('the problem', () => problemsOf(editor).find(({ message }) => message.includes('rll.yaml')));
    equal(editor.document.getText(problem.range), 'rll.yaml');
  });

  it('checks launch scripts', async () => {
    await write('run.sh', '#!/bin/bash\npython3 -m verl.trainer.main_ppo \\\n  data.train_batch_size=many\n');
    const editor = await open('run.sh');
    const problem = await eventually('the problem', () => problemsAt(editor, 'many')[0]);
    equal(problem.severity, vscode.DiagnosticSeverity.Error);
  });

  it('explains, mends and follows', async () => {
    const editor = await open('cold_start.yaml');
    const { document } = editor;
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, endOf(document, '\nlearning_ra'));
    const shown = hovers.flatMap(({ contents }) => contents).map((content) => (typeof content === 'string' ? content : content.value));
    holds(shown.join('\n').replaceAll('\\', ''), 'learning_rate');
    await replace(editor, 'learning_rate:', 'learning_rte:');
    const problem = await eventually('the problem', () => problemsAt(editor, 'learning_rte')[0]);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, problem.range);
    const fix = actions.find(({ title }) => title.includes('learning_rate'));
    if (!fix?.edit) throw new Error(`no fix among ${actions.map(({ title }) => title).join(', ')}`);
    await vscode.workspace.applyEdit(fix.edit);
    await eventually('the end of the problem', () => problemsAt(editor, 'learning_rte').length === 0 && document.getText().includes('learning_rate:'));
    const pipeline = await open('reasoner.yaml');
    const places = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>('vscode.executeDefinitionProvider', pipeline.document.uri, endOf(pipeline.document, 'config: rl.ya'));
    const target = places.map((place) => ('targetUri' in place ? place.targetUri : place.uri).path)[0];
    equal(target, workspaceFile('rl.yaml').path);
  });

  it('has a server that can be started again', async () => {
    const editor = await open('rl.yaml');
    await replace(editor, 'num_generations:', 'num_generatons:');
    await eventually('the problem', () => problemsAt(editor, 'num_generatons')[0]);
    await vscode.commands.executeCommand('reasoner.restartServer');
    // One word is changed: only a server that was told of the unsaved text can place it.
    await replace(editor, 'temperature:', 'temprature:');
    await eventually('both problems', () => problemsAt(editor, 'num_generatons')[0] && problemsAt(editor, 'temprature')[0]);
  });

  it('offers nothing that needs a process', async () => {
    const { document } = await open('reasoner.yaml');
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10);
    equal(lenses.length, 0);
    const commands = await vscode.commands.getCommands(true);
    equal(commands.includes('reasoner.restartServer'), true);
  });
});
