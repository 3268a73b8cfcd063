import type { PipelineCards } from '../../protocol/webview/launchpad';
import { stateLook } from '../shared/states';

/** One sentence per stage whose state changed, for screen readers; nothing when the page first opens. */
export function stateChanges(before: PipelineCards[] | null, now: PipelineCards[]): string[] {
  if (!before) return [];
  const states = new Map(before.flatMap(({ uri, stages }) => stages.map((stage) => [JSON.stringify([uri, stage.name]), stage.state])));
  return now.flatMap(({ uri, name, stages }) =>
    stages
      .filter((stage) => (states.get(JSON.stringify([uri, stage.name])) ?? stage.state) !== stage.state)
      .map((stage) => `${name}, ${stage.name}: ${stateLook(stage.state).label}.`),
  );
}
