import type * as vscode from 'vscode';
import type { Services } from '../context';
import { troubleText } from '../errors';
import * as l10n from '../l10n';
import { belongsTo } from './belongs';
import { readHostUri } from './hostUri';

/** Read-only text of files on a run's host, read through its agent: the two sides of a config diff. */
export class HostDocuments implements vscode.TextDocumentContentProvider {
  constructor(private readonly services: Services) {}

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const { run, path } = readHostUri(uri);
    if (path === null) return '';
    const look = this.services.runs.look();
    try {
      await this.services.runs.ready();
      const entry = this.services.runs.find(run);
      if (!entry) return l10n.t('The run {0} is not among the runs of this workspace.', run);
      if (!belongsTo(entry.record, path)) return l10n.t('{0} is no file of run {1}.', path, run);
      return await (await this.services.engine.get()).readText(entry.pipeline, entry.record, path);
    } catch (error) {
      return l10n.t('{0} cannot be read: {1}', path, troubleText(error));
    } finally {
      look.dispose();
    }
  }
}
