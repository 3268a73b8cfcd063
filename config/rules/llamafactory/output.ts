/** What lies already where a run reads and writes, on this machine. */
import type { Finding, Rule, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import { placeOf, textAt } from '../../check/settings';
import { candidates } from '../hf/nearby';
import { PythonValues } from '../hf/python';

/** `CHECKPOINT_NAMES` of llamafactory/extras/constants.py. */
const WEIGHTS = ['adapter_model.safetensors', 'adapter_model.bin', 'model.safetensors.index.json', 'model.safetensors', 'pytorch_model.bin.index.json', 'pytorch_model.bin'];

interface Folder {
  files: string[];
  folders: string[];
}

/** The one folder that a path means; null where it is elsewhere, empty, or more than one could be meant. */
async function folderAt(context: RuleContext, path: string): Promise<Folder | null> {
  const { files, stage } = context;
  // A stage that is not known to run here writes on another machine.
  if (!files.folders || !files.list || (stage && stage.venv === null)) return null;
  const found: Folder[] = [];
  for (const uri of candidates(context, path)) {
    const folder = { files: await files.list(`${uri}/`), folders: await files.folders(`${uri}/`) };
    if (folder.files.length > 0 || folder.folders.length > 0) found.push(folder);
  }
  return found.length === 1 ? (found[0] ?? null) : null;
}

export const usedOutputFolder: Rule = async (context) => {
  const values = new PythonValues(context);
  const path = textAt(context, 'output_dir');
  if (context.part.command !== 'train' || !path || !values.truthy('do_train') || !values.none('resume_from_checkpoint') || !values.falsy('overwrite_output_dir')) return [];
  if (values.is('stage', 'rm', 'ppo') && !values.is('finetuning_type', 'lora')) return [];
  if (!values.some('stage') || !values.some('finetuning_type')) return [];
  const folder = await folderAt(context, path);
  if (!folder) return [];
  const place = placeOf(context, 'output_dir');
  const last = folder.folders
    .flatMap((name) => /^checkpoint-(\d+)$/.exec(name)?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => b - a)[0];
  if (last !== undefined) {
    return [warning('LF-SILENT-RESUME', `${path} holds checkpoint-${last}: training goes on from there, which only a line in the log says. Set overwrite_output_dir: true or another output_dir to start anew.`, place)];
  }
  const weights = WEIGHTS.find((name) => folder.files.includes(name));
  // Where a relative path leads depends on the folder that the command is started in.
  const report = path.startsWith('/') ? error : warning;
  return weights ? [report('LF-OUTPUT-DIR', `${path} holds ${weights} and no checkpoint: LLaMA-Factory stops with "Output directory already exists and is not empty". Set overwrite_output_dir: true or another output_dir.`, place)] : [];
};

export const tokenizedPath: Rule = async (context) => {
  const values = new PythonValues(context);
  const path = textAt(context, 'tokenized_path');
  if (context.part.command !== 'train' || !path) return [];
  const folder = await folderAt(context, path);
  if (!folder) return notWritten(context, values, path);
  const ignored = ['dataset', 'template', 'cutoff_len', 'packing'].filter((key) => values.some(key));
  return [warning('LF-TOKENIZED-PATH', `${path} is there already: what it holds is trained on, and ${ignored.join(', ')} of this file are ignored. Delete it after a change of the data.`, placeOf(context, 'tokenized_path'))];
};

/** A new one cannot be written from a stream. */
async function notWritten(context: RuleContext, values: PythonValues, path: string): Promise<Finding[]> {
  const { files, stage } = context;
  if (!values.truthy('streaming') || !files.folders || !files.list || (stage && stage.venv === null) || path.startsWith('/')) return [];
  for (const uri of candidates(context, path)) if ((await files.list(`${uri}/`)).length > 0 || (await files.folders(`${uri}/`)).length > 0) return [];
  return [warning('LF-STREAMING', `tokenized_path cannot be written from streaming data; unless ${path} exists, LLaMA-Factory stops.`, placeOf(context, 'tokenized_path'))];
}
