import * as vscode from 'vscode';

export interface Choice<T> extends vscode.QuickPickItem {
  value: T;
}

/** One choice needs no question. @returns null when there is none or the question was closed */
export async function pickOne<T>(title: string, placeHolder: string, choices: readonly Choice<T>[]): Promise<T | null> {
  const only = choices[0];
  if (only && choices.length === 1) return only.value;
  const choice = await vscode.window.showQuickPick(choices, { title, placeHolder, matchOnDescription: true, matchOnDetail: true });
  return choice?.value ?? null;
}

/** Like `pickOne`, but asks even when there is one choice: what follows cannot be taken back. */
export async function pickAlways<T>(title: string, placeHolder: string, choices: readonly Choice<T>[] | Promise<readonly Choice<T>[]>): Promise<T | null> {
  const options = { title, placeHolder, matchOnDescription: true, matchOnDetail: true };
  const choice = await vscode.window.showQuickPick<Choice<T>>(Promise.resolve(choices) as Promise<Choice<T>[]>, options);
  return choice?.value ?? null;
}
