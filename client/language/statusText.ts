import type { DocumentStatus } from '../../protocol/lsp';
import * as l10n from '../l10n';

export type ServerHealth = 'starting' | 'running' | 'stopped';

export interface StatusText {
  text: string;
  tooltip: string;
  /** Drawn on the warning background: only for real trouble. */
  alarm: boolean;
}

const FRAMEWORKS: Record<string, string> = {
  reasoner: 'Reasoner pipeline',
  'trl-sft': 'TRL SFT',
  'trl-grpo': 'TRL GRPO',
  llamafactory: 'LLaMA-Factory',
  'llamafactory-dataset-info': 'LLaMA-Factory data sets',
  verl: 'verl',
  'verl-sft': 'verl SFT',
  easyr1: 'EasyR1',
  orz: 'Open-Reasoner-Zero',
  deepspeed: 'DeepSpeed',
  accelerate: 'accelerate',
  'ms-swift': 'ms-swift',
  openrlhf: 'OpenRLHF',
};

/** What the one status bar item says; null hides it: nothing is wrong and the active file is none of ours. */
export function statusText(health: ServerHealth, message: string | null, active: DocumentStatus | null): StatusText | null {
  if (health === 'stopped') {
    const why = message ?? l10n.t('The language server stopped.');
    return { text: '$(error) Reasoner', tooltip: l10n.t('{0} Configs are not checked. Select to start it again.', why), alarm: true };
  }
  if (!active?.framework) return null;
  const name = FRAMEWORKS[active.framework] ?? active.framework;
  const title = active.version ? `${name} ${active.version}` : name;
  if (health === 'starting') return { text: `$(sync~spin) ${title}`, tooltip: l10n.t('The language server is starting.'), alarm: false };
  const known = active.versionKnown;
  const assumed = active.version && !known ? ` ${l10n.t('The version in use is not known: the newest one stands in. Name it in a comment (# reasoner: {0}@VERSION), in the stage, or in the setting reasoner.versions.', active.framework)}` : '';
  const tooltip = active.version
    ? l10n.t('Reasoner checks this file against {0} {1}.', name, active.version)
    : l10n.t('Reasoner checks this file as a {0}.', name);
  return { text: `$(check) ${title}${assumed ? '?' : ''}`, tooltip: tooltip + assumed, alarm: false };
}
