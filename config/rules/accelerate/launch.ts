/** `accelerate launch` in front of a trainer: its flags, and the config file they name. For the rule lists of trainers. */
import type { Rule, RuleContext } from '../../check/context';
import { MAX_TEXT } from '../../check/limits';
import { error } from '../../check/report';
import { tryRead } from '../../files';
import { entryOf, isScalar, type MapEntry, type MapNode } from '../../syntax/tree';
import { parseYaml } from '../../syntax/yaml/parse';
import { candidates } from '../hf/nearby';

/** Flags in front of the training script; null where `accelerate launch` is not there, or started by `trl` itself. */
const flagsOf = ({ part: { launch } }: RuleContext): MapNode | null => (launch?.launcher === 'accelerate' && launch.program[0] !== 'trl' ? launch.flags : null);

/** `--num-processes` and `--num_processes` are one flag. */
const normal = (key: string): string => key.replaceAll('-', '_');

const flag = (flags: MapNode, name: string): MapEntry | undefined => flags.entries.findLast((entry) => normal(entry.key) === name && entry.value.certain);

const ENGINES = ['multi_gpu', 'cpu', 'tpu', 'use_deepspeed', 'use_fsdp'];

export const oneEngine: Rule = (context) => {
  const flags = flagsOf(context);
  if (!flags) return [];
  const given = ENGINES.flatMap((name) => flag(flags, name) ?? []);
  const second = given.toSorted((a, b) => a.keyRange.start - b.keyRange.start)[1];
  if (!second) return [];
  return [error('ACC-ENGINE-EXCLUSIVE', `${given.map(({ key }) => `--${key}`).join(' and ')} exclude each other; accelerate launch takes one of ${ENGINES.map((name) => `--${name}`).join(', ')}.`, second.keyRange)];
};

/** The file of `--config_file` with neither a number of processes nor a flag for it. */
export const launchedProcesses: Rule = async (context) => {
  const flags = flagsOf(context);
  const entry = flags && flag(flags, 'config_file');
  if (!flags || !entry || !isScalar(entry.value) || flag(flags, 'num_processes')) return [];
  const root = await configFile(context, String(entry.value.value));
  const type = root && entryOf(root, 'distributed_type')?.value;
  const number = root && entryOf(root, 'num_processes')?.value;
  if (!type || !isScalar(type) || !type.certain) return [];
  const missing = number ? isScalar(number) && number.certain && number.value === -1 : type.value !== 'NO';
  return missing ? [error('ACC-NUM-PROCESSES', `${String(entry.value.value)} leaves num_processes to the command line, which does not give it; accelerate launch stops. Add --num_processes.`, entry.value.range)] : [];
};

async function configFile(context: RuleContext, path: string): Promise<MapNode | null> {
  for (const uri of candidates(context, path)) {
    const text = await tryRead(context.files, uri);
    if (text === null || text.length > MAX_TEXT) continue;
    const { root, problems } = parseYaml(text, { loader: 'pyyaml' });
    return root?.kind === 'map' && problems.length === 0 ? root : null;
  }
  return null;
}

export const launchOfTrainer: readonly Rule[] = [oneEngine, launchedProcesses];
