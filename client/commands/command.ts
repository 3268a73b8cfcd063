import * as vscode from 'vscode';
import { isCancelled, troubleText } from '../errors';

/** A command by its id; whatever it throws is told in one sentence. Its result goes to whoever executed it. */
export const command = (id: string, run: (...args: unknown[]) => unknown): vscode.Disposable =>
  vscode.commands.registerCommand(id, async (...args: unknown[]) => {
    try {
      return await run(...args);
    } catch (error) {
      if (!isCancelled(error)) void vscode.window.showErrorMessage(troubleText(error));
      return undefined;
    }
  });

/** Text fields of an argument object; rows of views carry objects of their own, which are ignored here. */
export function textField(argument: unknown, name: string): string | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const value = (argument as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : undefined;
}
