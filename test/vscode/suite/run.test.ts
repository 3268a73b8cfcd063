import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { hasBridge, webview, workbench } from '../support/bridge';
import { activated, closeEditors, eventually, workspaceFile } from '../support/editor';

const MINUTE = 60_000;

/** A real stage of the example, launched, watched and compared by commands alone. */
describe('A training inside the editor', function () {
  this.timeout(6 * MINUTE);
  let runId = '';
  const record = async () => (await activated()).exports.runs().then((runs) => runs.find(({ id }) => id === runId));

  after(closeEditors);

  it('is launched by a command, which answers with the run', async () => {
    const argument = { pipelineUri: workspaceFile('reasoner.yaml').toString(), stage: 'cold-start' };
    runId = (await vscode.commands.executeCommand<string | undefined>('reasoner.launchStage', argument)) ?? '';
    assert.match(runId, /^\d{8}T\d{6}-cold-start-[0-9a-f]{4}$/);
    assert.equal((await record())?.target.kind, 'local');
  });

  it('draws its points while it trains', async () => {
    // As the lens above the stage does: this run is its newest.
    await vscode.commands.executeCommand('reasoner.showDashboard', { pipelineUri: workspaceFile('reasoner.yaml').toString(), stage: 'cold-start' });
    const { exports } = await activated();
    await eventually('ten points on the screen', () => exports.latencies(runId).length >= 10, 5 * MINUTE);
    const times = exports.latencies(runId).map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
    const [median, worst] = [times[times.length >> 1] ?? 0, times.at(-1) ?? 0];
    const file = process.env['REASONER_LATENCY_FILE'];
    if (file) writeFileSync(file, JSON.stringify({ median, worst, points: times.length }));
  });

  it('shows its log as a document that follows it', async () => {
    await vscode.commands.executeCommand('reasoner.showLog', { runId, stage: 'cold-start' });
    await eventually('the loss in the log', () => vscode.window.activeTextEditor?.document.getText().includes("'loss'"), MINUTE);
    assert.equal(vscode.window.activeTextEditor?.document.uri.scheme, 'reasoner-log');
  });

  it('ends, and its cold start left the vision tower as it was', async () => {
    await eventually('the run to end', async () => (await record())?.state === 'succeeded', 4 * MINUTE);
    assert.ok(hasBridge, 'the comparison is chosen with the keyboard, which needs the bridge');
    const choosing = vscode.commands.executeCommand('reasoner.compareCheckpoints');
    for (const step of ['checkpoint-60', 'checkpoint-30']) {
      await workbench.waitForText(`cold-start / ${step}`);
      await workbench.type(step);
      await workbench.press('Enter');
    }
    await choosing;
    const { exports } = await activated();
    const result = await eventually('the comparison', () => exports.comparisons()[0], MINUTE);
    assert.equal(result.method, 'numpy');
    const vision = result.modules.find(({ module }) => module === 'vision tower');
    assert.equal(vision?.changedShare, 0);
    assert.ok((result.modules.find(({ module }) => module === 'layer 0')?.changedShare ?? 0) > 0.5);
    assert.match(await webview.text('table.weights'), /vision tower[\s\S]*0 \(bit-identical\)/);
  });
});
