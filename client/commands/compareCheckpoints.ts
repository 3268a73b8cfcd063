import * as vscode from 'vscode';
import { checkpointTitle, hostOf } from '../compare/checkpointText';
import type { Context } from '../context';
import * as l10n from '../l10n';
import { pickCheckpoint } from '../pick/pickCheckpoint';
import type { Chosen, CompareSelection } from '../runs/compareSelection';
import { askForTrust } from '../trust';
import type { Disposable } from '../types';
import { command } from './command';

/** Files are compared where they lie, so a pair on two machines is refused with the reason. */
function show(context: Context, a: Chosen, b: Chosen): void {
  const [hostA, hostB] = [hostOf(a.entry.target), hostOf(b.entry.target)];
  if (hostA !== hostB) {
    void vscode.window.showErrorMessage(
      l10n.t('These checkpoints lie on two hosts ({0} and {1}). Choose two on the same host: weights are compared where they lie.', hostA, hostB),
    );
    return;
  }
  context.panels.showComparison(a, b);
}

const chosenOf = (argument: unknown): Chosen | null => {
  const { entry, checkpoint } = (argument ?? {}) as Partial<Chosen>;
  return entry && checkpoint ? { entry, checkpoint } : null;
};

export const compareCheckpoints = (context: Context) =>
  command('reasoner.compareCheckpoints', async () => {
    if (!(await askForTrust())) return;
    const title = l10n.t('Compare Checkpoints');
    const a = await pickCheckpoint(context, title, l10n.t('First: the older or base checkpoint'), () => true);
    if (!a) return;
    const other = (chosen: Chosen): boolean =>
      chosen.checkpoint.path !== a.checkpoint.path && hostOf(chosen.entry.target) === hostOf(a.entry.target);
    const b = await pickCheckpoint(context, title, l10n.t('Second: compared with {0}', checkpointTitle(a)), other);
    if (b) show(context, a, b);
  });

export const selectForCompare = (selection: CompareSelection): Disposable =>
  command('reasoner.selectForCompare', (argument) => selection.set(chosenOf(argument)));

export const compareWithSelected = (context: Context, selection: CompareSelection): Disposable =>
  command('reasoner.compareWithSelected', (argument) => {
    const [a, b] = [selection.current, chosenOf(argument)];
    if (!a || !b) return;
    selection.set(null);
    show(context, a, b);
  });
