import * as vscode from 'vscode';
import * as path from 'node:path';
import type { CurveSource, EngineSettings } from './types';

const SECTION = 'reasoner';
const read = <T>(name: string, fallback: T): T => vscode.workspace.getConfiguration(SECTION).get<T>(name) ?? fallback;

/** Executables come from machine-scoped settings, so that no workspace can name one. */
export function engineSettings(extension: vscode.ExtensionContext): EngineSettings {
  return {
    python: read('python.path', '').trim() || 'python3',
    ssh: read('ssh.path', '').trim() || 'ssh',
    sshConfigFile: read('ssh.configFile', '').trim() || null,
    agentFile: path.join(extension.extensionPath, 'dist', 'agent', 'reasoner-agent.pyz'),
    cacheDir: extension.globalStorageUri.scheme === 'file' ? extension.globalStorageUri.fsPath : null,
  };
}

export const curveSource = (): CurveSource => read<CurveSource>('curves.source', 'auto');

export const opensDashboard = (): boolean => read('dashboard.openOnLaunch', false);

export const onDidChangeOpensDashboard = (listener: () => void): vscode.Disposable =>
  vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration(`${SECTION}.dashboard.openOnLaunch`) && listener());

/** Fires when a setting that the engine was made with has changed. */
export const onDidChangeEngineSettings = (listener: () => void): vscode.Disposable =>
  vscode.workspace.onDidChangeConfiguration((event) => {
    if (['python', 'ssh'].some((part) => event.affectsConfiguration(`${SECTION}.${part}`))) listener();
  });
