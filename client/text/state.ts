import type { RunState } from '../../protocol/run';
import * as l10n from '../l10n';

/** Codicon and theme colour per state: shape first, so that colour is never the only sign. */
const ICONS: Record<RunState, { icon: string; color: string | null }> = {
  pending: { icon: 'clock', color: null },
  running: { icon: 'sync~spin', color: 'charts.blue' },
  stopping: { icon: 'debug-stop', color: 'charts.yellow' },
  succeeded: { icon: 'pass', color: 'testing.iconPassed' },
  failed: { icon: 'error', color: 'testing.iconFailed' },
  stopped: { icon: 'circle-slash', color: null },
  lost: { icon: 'question', color: 'charts.yellow' },
};

export const stateIcon = (state: RunState): { icon: string; color: string | null } => ICONS[state];

export function stateText(state: RunState): string {
  switch (state) {
    case 'pending':
      return l10n.t('waiting');
    case 'running':
      return l10n.t('running');
    case 'stopping':
      return l10n.t('stopping');
    case 'succeeded':
      return l10n.t('succeeded');
    case 'failed':
      return l10n.t('failed');
    case 'stopped':
      return l10n.t('stopped');
    case 'lost':
      return l10n.t('lost: its supervisor is gone');
  }
}
