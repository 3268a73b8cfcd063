/** Files that the config names, as far as they can be seen from here. */
import type { Finding, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import { placeOf } from '../../check/settings';
import { bool, isComplete, isNull, text } from '../../frameworks/easyr1/settings';
import { findNear, readNear } from '../vllm/near';

const REWARD = 'worker.reward.reward_function';

/** What becomes null, with a line on stdout, when it is not there. */
const NULLED: readonly (readonly [string, string])[] = [
  ['data.format_prompt', 'prompts are not formatted'],
  ['data.override_chat_template', "the model's own chat template is used"],
  ['data.image_dir', 'image paths are taken as they stand'],
  ['trainer.load_checkpoint_path', 'training starts from scratch'],
];

export async function missingPaths(context: RuleContext): Promise<Finding[]> {
  const found = await Promise.all(
    NULLED.map(async ([path, consequence]) => {
      const given = text(context, path);
      if (given === null || given === '' || (await findNear(context, given)) !== 'missing') return [];
      return [warning('EZ-MISSING-PATH-SILENT', `${given} is neither beside this file nor in a folder above it. If it is not in the working directory either, ${path} becomes null and ${consequence}, without an error.`, placeOf(context, path))];
    }),
  );
  return found.flat();
}

export async function rewardFunction(context: RuleContext): Promise<Finding[]> {
  if (!context.fields.has(REWARD)) return [];
  if (isNull(context, REWARD)) {
    return isComplete(context) ? [error('EZ-REWARD-FUNCTION', `${REWARD} is not set; the reward manager stops. Name a file and a function: ./reward.py:compute_score.`, placeOf(context, REWARD))] : [];
  }
  const given = text(context, REWARD);
  if (given === null || given === '') return [];
  const colon = given.lastIndexOf(':');
  const [file, name] = colon < 0 ? [given, 'main'] : [given.slice(0, colon), given.slice(colon + 1)];
  const code = await readNear(context, file);
  const place = placeOf(context, REWARD);
  if (code === 'missing') return [warning('EZ-REWARD-FUNCTION', `${file} is neither beside this file nor in a folder above it. If it is not in the working directory either, the reward manager stops.`, place)];
  if (code === null) return [];
  return [...definition(code, file, name, place), ...rewardKeys(context, code, file)];
}

/** Only a file that nowhere speaks of the name is sure not to define it. */
function definition(code: string, file: string, name: string, range: Finding['range']): Finding[] {
  if (!/^\w+$/.test(name) || new RegExp(`\\b${name}\\b`).test(code) || /import\s+\*|globals\(\)|__getattr__/.test(code)) return [];
  const functions = [...code.matchAll(/^(?:async\s+)?def\s+(\w+)/gm)].map((match) => match[1]);
  const hint = functions.length > 0 ? ` It defines ${functions.slice(0, 5).join(', ')}.` : '';
  return [error('EZ-REWARD-FUNCTION', `${file} does not define ${name}; the reward manager stops.${hint}`, range)];
}

function rewardKeys(context: RuleContext, code: string, file: string): Finding[] {
  if (!/\bdef\s/.test(code) || /import\s+\*/.test(code)) return [];
  const found: Finding[] = [];
  if (!code.includes('overall')) found.push(warning('EZ-REWARD-FUNCTION', `${file} never mentions "overall", the key of the reward dict that trains; a reward without it stops the first step.`, placeOf(context, REWARD)));
  const key = text(context, 'algorithm.filter_key');
  if (bool(context, 'algorithm.online_filtering') === true && key !== null && key !== 'overall' && !code.includes(key)) {
    found.push(warning('EZ-REWARD-FUNCTION', `algorithm.filter_key is ${key}, which ${file} never mentions; online filtering stops on the missing key.`, placeOf(context, 'algorithm.filter_key', REWARD)));
  }
  return found;
}

export async function autoResume(context: RuleContext): Promise<Finding[]> {
  if (bool(context, 'trainer.find_last_checkpoint') !== true || !isNull(context, 'trainer.load_checkpoint_path')) return [];
  const [project, experiment] = [text(context, 'trainer.project_name'), text(context, 'trainer.experiment_name')];
  const folder = text(context, 'trainer.save_checkpoint_path') ?? (isNull(context, 'trainer.save_checkpoint_path') && project !== null && experiment !== null ? `checkpoints/${project}/${experiment}` : null);
  if (folder === null || (await findNear(context, `${folder.replace(/\/+$/, '')}/checkpoint_tracker.json`)) !== 'found') return [];
  return [warning('EZ-AUTO-RESUME', `${folder} holds checkpoint_tracker.json: this run continues the one that wrote it. For a new run change experiment_name, or set trainer.find_last_checkpoint false.`, placeOf(context, 'trainer.find_last_checkpoint', 'trainer.save_checkpoint_path', 'trainer.experiment_name'))];
}
