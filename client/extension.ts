import { loadStart } from './loadStart';
import * as vscode from 'vscode';
import { createApi, type ExtensionApi } from './api';
import { registerCommands } from './commands';
import type { Context, Services } from './context';
import { HOST_SCHEME } from './documents/hostUri';
import { HostDocuments } from './documents/hostDocuments';
import { LOG_SCHEME, LogDocuments } from './documents/logDocuments';
import { PLAN_SCHEME, PlanDocuments } from './documents/planDocuments';
import { EngineHolder } from './engine';
import { useTranslation } from './l10n';
import { desktopLanguage } from './language/desktop';
import { Language } from './language/language';
import { AutoDashboard } from './launch/autoDashboard';
import { Panels } from './panels/panels';
import { CheckpointLists } from './runs/checkpointLists';
import { CompareSelection } from './runs/compareSelection';
import { Progress } from './runs/progress';
import { RunStore } from './runs/runStore';
import { UsedTargets } from './runs/usedTargets';
import { registerRunsView } from './views/runsView';
import { Pipelines } from './workspace/pipelines';

/** Milliseconds that the bundle took to run; the editor does other things before it calls `activate`. */
const loading = performance.now() - loadStart;

/** Puts the parts together. Nothing here reads a file, starts a process or loads the engine: first use does. */
export function activate(extension: vscode.ExtensionContext): ExtensionApi {
  const began = performance.now();
  useTranslation((message, ...args) => vscode.l10n.t(message, ...args));
  const track = <T extends vscode.Disposable>(item: T): T => {
    extension.subscriptions.push(item);
    return item;
  };

  const engine = track(new EngineHolder(extension));
  const pipelines = track(new Pipelines(engine));
  const used = new UsedTargets(extension.workspaceState);
  const runs = track(new RunStore(engine, pipelines, used));
  const progress = track(new Progress(engine, runs));
  const checkpoints = new CheckpointLists(engine);
  const language = track(new Language(desktopLanguage(extension)));
  const services: Services = { extension, engine, pipelines, runs, used, progress, checkpoints, language };
  const context: Context = { ...services, panels: track(new Panels(services)) };

  const selection = track(new CompareSelection());
  registerCommands(context, selection).forEach(track);
  track(registerRunsView(context, selection));
  track(vscode.workspace.registerTextDocumentContentProvider(LOG_SCHEME, track(new LogDocuments(services))));
  track(vscode.workspace.registerTextDocumentContentProvider(HOST_SCHEME, new HostDocuments(services)));
  track(vscode.workspace.registerTextDocumentContentProvider(PLAN_SCHEME, track(new PlanDocuments(services))));

  // After activation has returned: the editor is not kept waiting.
  setTimeout(() => {
    language.startWhenNeeded();
    void context.panels.replaceOrphans();
    track(new AutoDashboard(context));
  }, 0);
  return createApi(context, loading + performance.now() - began);
}
