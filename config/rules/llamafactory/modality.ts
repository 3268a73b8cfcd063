/** Samples with and without images in one run, where every process must call the same modules. */
import { compareVersions } from '../../catalogue/versionOrder';
import type { Rule } from '../../check/context';
import { warning } from '../../check/report';
import { placeOf } from '../../check/settings';
import { trainingData } from '../../frameworks/llamafactory/datasetInfo';
import { zeroStage } from '../hf/deepspeed';
import { PythonValues } from '../hf/python';

/** The collator adds a dummy image to batches without one. */
const MENDED = '0.9.2';

export const mixedModality: Rule = async (context) => {
  const values = new PythonValues(context);
  const { version, known } = context.versions.of('llamafactory');
  const old = known && compareVersions(version, MENDED) < 0;
  if (context.part.command !== 'train' || (!old && !values.truthy('neat_packing'))) return [];
  const data = await trainingData(context);
  if (!data) return [];
  const kind = old ? data.filter(({ media }) => media.images || media.videos) : data.filter(({ media }) => media.videos);
  if (kind.length === 0 || kind.length === data.length) return [];
  const sharded = values.truthy('fsdp') || (await zeroStage(context)) === 3;
  if (!sharded) return [];
  const names = kind.map((entry) => entry.name).join(', ');
  const message = old
    ? `${names} has images and the other data sets have none: before LLaMA-Factory ${MENDED} such a mix hangs under ZeRO-3 and FSDP until NCCL gives up.`
    : `${names} has videos and the other data sets have none: with neat_packing such a mix is reported to hang under ZeRO-3 and FSDP.`;
  return [warning('LF-MIXED-MODALITY-HANG', message, placeOf(context, 'dataset'))];
};
