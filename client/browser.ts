// The extension where there are no processes: VS Code for the Web. Configs are read and checked; nothing is launched.
import * as vscode from 'vscode';
import { command } from './commands/command';
import { RULE_SCHEME, RuleDocuments } from './documents/ruleDocuments';
import { useTranslation } from './l10n';
import { Language } from './language/language';
import { webLanguage } from './language/web';

/** What `activate` returns: a small window for tests. */
export interface BrowserApi {
  languageReady(): Promise<void>;
  /** What the status bar item says now, null while it is hidden. */
  status(): string | null;
}

export function activate(extension: vscode.ExtensionContext): BrowserApi {
  useTranslation((message, ...args) => vscode.l10n.t(message, ...args));
  // Views and commands of runs stay hidden, also where a server would run them had it been asked to.
  void vscode.commands.executeCommand('setContext', 'reasoner.browser', true);
  const language = new Language(webLanguage(extension));
  extension.subscriptions.push(
    language,
    command('reasoner.restartServer', () => language.restart()),
    vscode.workspace.registerTextDocumentContentProvider(RULE_SCHEME, new RuleDocuments(extension.extensionUri)),
  );
  setTimeout(() => language.startWhenNeeded(), 0);
  return { languageReady: async () => void (await language.start()), status: () => language.shown };
}
