import type { FromLaunchpad, PipelineCards, StageCard } from '../../protocol/webview/launchpad';
import { h, setAttribute, setText } from '../shared/dom';
import { icon } from '../shared/icons';
import { KeyedList, type View } from '../shared/keyed';
import { Banner } from '../shared/notice';
import { isLive } from '../shared/states';
import { StageView } from './stageView';

export type Post = (message: FromLaunchpad) => void;

/** Why the whole pipeline cannot be launched now, null when it can. */
export function pipelineBlocked(pipeline: PipelineCards, trusted: boolean): string | null {
  if (!trusted) return 'The workspace is not trusted';
  if (pipeline.stages.length === 0) return 'The pipeline has no stage';
  if (pipeline.stages.some(({ state }) => isLive(state))) return 'A stage is running';
  // Later stages start from what earlier ones write: only the first must be ready.
  return pipeline.stages[0]?.canLaunch ? null : 'The first stage cannot be launched: see its problems';
}

/** A pipeline's name, its launch button, and a card per stage. */
export class PipelineView implements View<PipelineCards> {
  private readonly title = h('h1', {});
  private readonly path = h('p', { class: 'muted path' });
  private readonly launch = h('button', { type: 'button', class: 'primary', onclick: () => this.post({ type: 'launchPipeline', pipelineUri: this.uri }) }, icon('launch'), 'Launch pipeline');
  private readonly problem = new Banner();
  private readonly cards = h('ol', { class: 'cards' });
  private readonly empty = h('p', { class: 'muted' }, 'This pipeline names no stage yet.');
  readonly element = h(
    'section',
    { class: 'pipeline' },
    h('header', {}, h('div', {}, this.title, this.path), this.launch),
    this.problem.element,
    this.cards,
    this.empty,
  );
  private readonly stages: KeyedList<StageCard, StageView>;
  private uri = '';

  constructor(
    private readonly post: Post,
    private readonly trusted: () => boolean,
  ) {
    this.stages = new KeyedList(this.cards, ({ name }) => name, () => new StageView(post));
  }

  update(pipeline: PipelineCards): void {
    this.uri = pipeline.uri;
    setText(this.title, pipeline.name);
    setText(this.path, pipeline.path);
    this.element.setAttribute('aria-label', `Pipeline ${pipeline.name}`);
    const blocked = pipelineBlocked(pipeline, this.trusted());
    this.launch.disabled = blocked !== null;
    setAttribute(this.launch, 'aria-label', `Launch pipeline ${pipeline.name}`);
    setAttribute(this.launch, 'title', blocked);
    this.problem.update(pipeline.problem);
    this.empty.hidden = pipeline.stages.length > 0;
    this.stages.update(pipeline.stages);
  }

  tick(now: number): void {
    for (const view of this.stages.all) view.tick(now);
  }
}
