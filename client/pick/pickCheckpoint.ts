import { checkpointName } from '../compare/checkpointText';
import type { Context } from '../context';
import * as l10n from '../l10n';
import type { Chosen } from '../runs/compareSelection';
import { clock } from '../text/time';
import type { CheckpointRecord, RunEntry } from '../types';
import { byteText } from '../views/describe';
import { pickAlways, type Choice } from './pick';

/** Lists the checkpoints of every known run; a host that does not answer costs its own runs only. */
export async function checkpointChoices(context: Context, passes: (chosen: Chosen) => boolean): Promise<Choice<Chosen>[]> {
  const look = context.runs.look();
  try {
    await context.runs.ready();
    const now = Date.now() / 1000;
    const lists = await Promise.all(
      context.runs.all.map(async (entry) => {
        const list = await context.checkpoints.of(entry).catch(() => []);
        return newestFirst(entry, list)
          .map((checkpoint): Chosen => ({ entry, checkpoint }))
          .filter((chosen) => chosen.checkpoint.completeness === 'complete' && passes(chosen))
          .map((chosen) => ({ ...choiceText(chosen, now), value: chosen }));
      }),
    );
    return lists.flat();
  } finally {
    look.dispose();
  }
}

/** The last stage's newest checkpoint first, as one looks for them. */
function newestFirst({ record }: RunEntry, list: readonly CheckpointRecord[]): CheckpointRecord[] {
  const order = ({ stage }: CheckpointRecord): number => record.stages.findIndex(({ name }) => name === stage);
  return [...list].sort((a, b) => order(b) - order(a) || (b.step ?? 0) - (a.step ?? 0));
}

function choiceText({ entry, checkpoint }: Chosen, now: number): { label: string; description: string; detail: string } {
  const { record } = entry;
  const where = [record.target.name, byteText(checkpoint.size)].join(' · ');
  const name = checkpointName(checkpoint);
  return {
    label: checkpoint.stage === null ? name : `${checkpoint.stage} / ${name}`,
    description: where,
    detail: l10n.t('{0}, run of {1}', record.pipeline.name, clock(record.createdAt, now)),
  };
}

export const pickCheckpoint = (context: Context, title: string, placeHolder: string, passes: (chosen: Chosen) => boolean): Promise<Chosen | null> =>
  pickAlways(title, placeHolder, checkpointChoices(context, passes));
