import { h, setAttribute } from './dom';
import { icon, type IconName } from './icons';

export type Tone = 'neutral' | 'active' | 'good' | 'bad' | 'warn';
interface Look {
  label: string;
  icon: IconName;
  tone: Tone;
}

const LOOKS: Record<string, Look> = {
  idle: { label: 'Not started', icon: 'idle', tone: 'neutral' },
  pending: { label: 'Pending', icon: 'pending', tone: 'neutral' },
  running: { label: 'Running', icon: 'running', tone: 'active' },
  stopping: { label: 'Stopping', icon: 'stopping', tone: 'warn' },
  succeeded: { label: 'Succeeded', icon: 'succeeded', tone: 'good' },
  failed: { label: 'Failed', icon: 'failed', tone: 'bad' },
  stopped: { label: 'Stopped', icon: 'stopped', tone: 'neutral' },
  lost: { label: 'Lost', icon: 'lost', tone: 'warn' },
};

/** A state this version does not know is shown by its own name. */
export const stateLook = (state: string): Look => LOOKS[state] ?? { label: state, icon: 'lost', tone: 'neutral' };

export const isLive = (state: string): boolean => state === 'pending' || state === 'running' || state === 'stopping';

/** Icon and word for a run's or a stage's state. */
export class StateChip {
  readonly element = h('span', { class: 'chip' });
  private state: string | null = null;

  update(state: string): void {
    if (state === this.state) return;
    this.state = state;
    const look = stateLook(state);
    setAttribute(this.element, 'data-tone', look.tone);
    this.element.replaceChildren(icon(look.icon), h('span', {}, look.label));
  }
}
