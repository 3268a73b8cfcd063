import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { activated } from '../support/editor';

describe('Activation', () => {
  it('tells its activation time, for the benchmark', async () => {
    const { exports } = await activated();
    const file = process.env['REASONER_ACTIVATION_FILE'];
    if (file) writeFileSync(file, JSON.stringify({ milliseconds: exports.activation }));
    assert.ok(exports.activation > 0);
  });

  it('registers every command that it contributes', async () => {
    const { packageJSON } = await activated();
    const contributed = (packageJSON as { contributes: { commands: { command: string }[] } }).contributes.commands;
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = contributed.map(({ command }) => command).filter((command) => !registered.has(command));
    assert.deepEqual(missing, []);
  });

  it('offers the commands of a training in the palette', async () => {
    const { packageJSON } = await activated();
    const { commands } = (packageJSON as { contributes: { commands: { category?: string; title: string }[] } }).contributes;
    const titles = commands.map(({ category, title }) => `${category ?? ''}: ${title}`);
    for (const title of ['Launch Stage…', 'Launch Pipeline', 'Stop Run…', 'Show Run Log', 'Compare Checkpoints…']) {
      assert.ok(titles.includes(`Reasoner: ${title}`), `${title} is not among ${titles.join(', ')}`);
    }
  });
});
