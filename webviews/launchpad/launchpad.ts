import type { FromLaunchpad, PipelineCards, ToLaunchpad } from '../../protocol/webview/launchpad';
import { Announcer } from '../shared/announcer';
import { h, replace } from '../shared/dom';
import type { Host } from '../shared/host';
import { KeyedList } from '../shared/keyed';
import { Banner, notice } from '../shared/notice';
import { frameScheduler, visibleInterval } from '../shared/schedule';
import { PipelineView } from './pipelineView';
import { stateChanges } from './stateChanges';

/** The page: a section per pipeline with a card per stage, rewritten in place by every `state` message. */
export class Launchpad {
  private readonly announcer = new Announcer(1000);
  private readonly trust = new Banner();
  private readonly broken = new Banner();
  private readonly list = h('div', { class: 'pipelines' });
  private readonly place = h('main', { class: 'page launchpad', 'aria-label': 'Launchpad' });
  private readonly pipelines: KeyedList<PipelineCards, PipelineView>;
  private readonly request: () => void;
  private state: ToLaunchpad | null = null;
  private drawn: ToLaunchpad | null = null;

  constructor(private readonly host: Host<FromLaunchpad>) {
    const create = (): PipelineView => new PipelineView((message) => host.post(message), () => this.state?.trusted ?? false);
    this.pipelines = new KeyedList(this.list, ({ uri }) => uri, create);
    this.request = frameScheduler(() => this.draw());
  }

  start(body: HTMLElement): void {
    body.append(this.place, this.announcer.element);
    replace(this.place, notice({ icon: 'running', title: 'Reading the pipelines…', tone: 'busy' }));
    visibleInterval(1000, () => this.tick());
    this.host.post({ type: 'ready' });
  }

  receive(message: ToLaunchpad): void {
    this.state = message;
    this.request();
  }

  fail(problem: string): void {
    if (!this.broken.element.isConnected) this.place.prepend(this.broken.element);
    this.broken.update(problem, { tone: 'bad', hint: 'Reload the window; if it stays, report it with this text.' });
  }

  private tick(): void {
    for (const pipeline of this.pipelines.all) pipeline.tick(Date.now() / 1000);
  }

  private draw(): void {
    const { state } = this;
    if (!state) return;
    if (state.pipelines.length === 0) {
      replace(this.place, nothing());
    } else {
      if (!this.list.isConnected) replace(this.place, this.broken.element, this.trust.element, this.list);
      this.trust.update(state.trusted ? null : 'This workspace is not trusted: configs are checked, but no process is started: nothing is launched, stopped or read from a host.', {
        tone: 'info',
        hint: 'Run “Workspaces: Manage Workspace Trust” to change that.',
      });
      this.pipelines.update(state.pipelines);
    }
    this.tick();
    const changes = stateChanges(this.drawn?.pipelines ?? null, state.pipelines);
    if (changes.length > 0) this.announcer.say(changes.join(' '));
    this.drawn = state;
  }
}

const nothing = (): HTMLElement =>
  notice(
    { icon: 'launch', title: 'No pipeline in this workspace' },
    h('p', { class: 'muted' }, 'A pipeline is a file named ', h('code', {}, 'reasoner.yaml'), ' that names targets and stages, and nothing that a training config already says.'),
    h(
      'ol',
      { class: 'muted' },
      h('li', {}, 'Create ', h('code', {}, 'reasoner.yaml'), ' in the folder that holds your training configs.'),
      h('li', {}, 'Give it a target and a stage for each config; completion knows every key.'),
      h('li', {}, 'Its stages appear here, ready to launch.'),
    ),
  );
