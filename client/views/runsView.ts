import * as vscode from 'vscode';
import type { Context } from '../context';
import { Disposer } from '../dispose';
import type { CompareSelection } from '../runs/compareSelection';
import type { Disposable } from '../types';
import { RunsTree } from './runsTree';

/** The Runs view: while it can be seen, runs and their steps are followed; else nothing is. */
export function registerRunsView(context: Context, selection: CompareSelection): Disposable {
  const owner = new Disposer();
  const tree = owner.track(new RunsTree(context, selection));
  const view = owner.track(vscode.window.createTreeView('reasoner.runs', { treeDataProvider: tree, showCollapseAll: true }));
  let look: Disposable | null = null;
  const follow = (): void => {
    if (view.visible && vscode.workspace.isTrusted) look ??= owner.track(context.progress.look());
    else {
      owner.release(look);
      look = null;
    }
  };
  owner.track(view.onDidChangeVisibility(follow));
  owner.track(vscode.workspace.onDidGrantWorkspaceTrust(follow));
  follow();
  return owner;
}
