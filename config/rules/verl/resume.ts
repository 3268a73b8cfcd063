/** Continuing a run: which checkpoint, with how many GPUs. */
import type { Finding, RuleContext } from '../../check/context';
import { warning } from '../../check/report';
import { isSet, placeOf } from '../../check/settings';
import { text, worldSize } from '../../frameworks/verl/settings';
import { findNear } from '../vllm/near';
import { setTo } from './divisible';

const MODE = 'trainer.resume_mode';
const PATH = 'trainer.resume_from_path';
const FOLDER = 'trainer.default_local_dir';

/** The PPO trainer reads the path in one mode only; the SFT trainer in `auto` too. */
export function ignoredPath(context: RuleContext): Finding[] {
  const [mode, path] = [text(context, MODE), text(context, PATH)];
  if (path === null || mode === null || mode === 'resume_path' || (context.framework === 'verl-sft' && mode === 'auto')) return [];
  return [warning('VERL-RESUME-PATH-IGNORED', `${PATH} is ignored while ${MODE} is ${mode}; set ${MODE}=resume_path.`, placeOf(context, PATH, MODE), setTo(context, MODE, 'resume_path'))];
}

export function pathForm(context: RuleContext): Finding[] {
  const path = text(context, PATH);
  if (path === null || text(context, MODE) !== 'resume_path') return [];
  const step = path.split('global_step_').at(-1) ?? '';
  if (path.includes('global_step_') && /^\s*[-+]?\d+\s*$/.test(step)) return [];
  const better = /^(.*global_step_\d+)\/.*$/.exec(path)?.[1];
  return [warning('VERL-RESUME-PATH-FORM', `${PATH} has to end in global_step_N, without anything behind it; the run stops after the models are loaded.`, placeOf(context, PATH), better ? setTo(context, PATH, better) : null)];
}

/** What an earlier run left in the folder of this one. */
export async function autoResume(context: RuleContext): Promise<Finding[]> {
  if (text(context, MODE) !== 'auto') return [];
  const folder = localFolder(context);
  if (folder === null || (await findNear(context, `${folder}/latest_checkpointed_iteration.txt`)) !== 'found') return [];
  return [warning('VERL-AUTO-RESUME', `${folder} holds latest_checkpointed_iteration.txt: this run continues the one that wrote it. For a new run change experiment_name, or set ${MODE}=disable.`, placeOf(context, MODE, FOLDER, 'trainer.experiment_name'))];
}

/** The default is `checkpoints/${trainer.project_name}/${trainer.experiment_name}`. */
function localFolder(context: RuleContext): string | null {
  const folder = text(context, FOLDER);
  if (folder !== null) return folder.replace(/\/+$/, '');
  if (isSet(context, FOLDER) || context.fields.get(FOLDER)?.defaultText === undefined) return null;
  const [project, experiment] = [text(context, 'trainer.project_name'), text(context, 'trainer.experiment_name')];
  return project !== null && experiment !== null ? `checkpoints/${project}/${experiment}` : null;
}

/** Shards carry the number of processes in their names. */
export async function resumedWorld(context: RuleContext): Promise<Finding[]> {
  const path = text(context, PATH);
  const world = worldSize(context);
  if (path === null || world === null || text(context, MODE) !== 'resume_path') return [];
  const shard = (size: number): string => `${path.replace(/\/+$/, '')}/actor/model_world_size_${size}_rank_0.pt`;
  const seen = await findNear(context, shard(world));
  if (seen !== 'missing') return [];
  for (const other of OTHER_SIZES) {
    if (other !== world && (await findNear(context, shard(other))) === 'found') {
      return [warning('VERL-RESUME-WORLD-SIZE', `${path} was saved by ${other} processes and this run has ${world}: model_world_size_${world}_rank_0.pt is not there, and resuming stops. Use ${other} GPUs, or merge the checkpoint first.`, placeOf(context, PATH, 'trainer.n_gpus_per_node', 'trainer.nnodes'))];
    }
  }
  return [];
}

/** Numbers of GPUs that people train with. */
const OTHER_SIZES = [1, 2, 4, 8, 16, 24, 32, 40, 48, 56, 64, 96, 128, 256];

