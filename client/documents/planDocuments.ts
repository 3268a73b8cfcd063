import * as v from 'valibot';
import * as vscode from 'vscode';
import { decodeJson } from '../../protocol/decode';
import type { Services } from '../context';
import { Disposer } from '../dispose';
import { troubleText } from '../errors';
import * as l10n from '../l10n';
import type { Pipeline } from '../types';
import { planText } from './planText';

export const PLAN_SCHEME = 'reasoner-plan';
const Query = v.object({ pipeline: v.string(), stage: v.string() });

// Comments and commands, so it is coloured as a script; nothing ever runs it.
const planUri = ({ uri, name }: Pipeline, stage: string): vscode.Uri =>
  vscode.Uri.from({ scheme: PLAN_SCHEME, path: `/${name}/${stage}.plan.sh`, query: JSON.stringify({ pipeline: uri, stage }) });

/** Plans as read-only documents, made anew from the files each time one is asked for. */
export class PlanDocuments extends Disposer implements vscode.TextDocumentContentProvider {
  private readonly changes = this.track(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.changes.event;

  constructor(private readonly services: Services) {
    super();
    // A config that is saved changes the plan that is on the screen.
    this.track(
      vscode.workspace.onDidSaveTextDocument(() => {
        for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === PLAN_SCHEME) this.changes.fire(uri);
      }),
    );
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    try {
      const query = decodeJson(Query, uri.query, 'address of a plan');
      const loaded = await this.services.pipelines.get(query.pipeline);
      if (!loaded?.pipeline) throw new Error(loaded?.problems[0]?.message ?? l10n.t('That reasoner.yaml is no longer in the workspace.'));
      const { plan, problems } = await (await this.services.engine.get()).plan(loaded.pipeline, [query.stage]);
      return planText(plan, problems);
    } catch (error) {
      return `# ${troubleText(error).replaceAll('\n', '\n# ')}\n`;
    }
  }
}

/** Opens the plan of a stage, or brings the open one up to date. */
export async function openPlan(pipeline: Pipeline, stage: string): Promise<void> {
  const uri = planUri(pipeline, stage);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
}
