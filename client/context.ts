import type * as vscode from 'vscode';
import type { EngineHolder } from './engine';
import type { Language } from './language/language';
import type { Panels } from './panels/panels';
import type { CheckpointLists } from './runs/checkpointLists';
import type { Progress } from './runs/progress';
import type { RunStore } from './runs/runStore';
import type { UsedTargets } from './runs/usedTargets';
import type { Pipelines } from './workspace/pipelines';

/** What panels and documents draw from; made once in extension.ts. */
export interface Services {
  extension: vscode.ExtensionContext;
  engine: EngineHolder;
  pipelines: Pipelines;
  runs: RunStore;
  used: UsedTargets;
  progress: Progress;
  checkpoints: CheckpointLists;
  language: Language;
}

/** What commands work with. */
export interface Context extends Services {
  panels: Panels;
}
