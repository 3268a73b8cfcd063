/** How many processes, on which machines and GPUs. */
import type { Finding, Rule } from '../../check/context';
import { error, warning } from '../../check/report';
import { headOf, numberAt, placeOf, setting } from '../../check/settings';
import { engineOf } from '../../frameworks/accelerate/view';
import { entryOf } from '../../syntax/tree';

export const processCount: Rule = (context) => {
  if (!context.part.whole) return [];
  const entry = entryOf(context.root, 'num_processes');
  if (entry) {
    const value = setting(context, 'num_processes').value;
    if (value !== -1) return [];
    return [error('ACC-NUM-PROCESSES', 'num_processes -1 leaves the number to the command line; accelerate launch stops without --num_processes.', placeOf(context, 'num_processes'))];
  }
  const type = setting(context, 'distributed_type');
  // Only the text NO has a number of its own; unquoted it is a boolean and has none.
  if (type.value === 'NO' || type.state !== 'set') return [];
  const trap = type.value === false ? ' Unquoted NO is a boolean in YAML; quoted it needs no number.' : '';
  return [error('ACC-NUM-PROCESSES', `num_processes is missing; accelerate launch stops with "You need to manually pass in --num_processes using this config yaml".${trap} Give it here, or with every launch.`, headOf(context))];
};

export const machines: Rule = (context) => {
  if (engineOf(context) !== 'simple' || (numberAt(context, 'num_machines') ?? 0) <= 1 || !context.part.whole) return [];
  return ['main_process_ip', 'main_process_port'].flatMap((key): Finding[] =>
    setting(context, key).value === null ? [error('ACC-VALIDATE', `num_machines ${numberAt(context, 'num_machines')} needs ${key}; accelerate launch stops on it.`, placeOf(context, 'num_machines'))] : [],
  );
};

export const gpuIds: Rule = (context) => {
  const { value, entry } = setting(context, 'gpu_ids');
  if (!entry || value === null || value === undefined) return [];
  if (typeof value !== 'string') {
    const range = entry.value.range;
    return [error('ACC-WRONG-TYPE', `gpu_ids takes text; ${String(value)} is not, and accelerate launch stops on it. Quote it.`, range, { title: 'Quote it', range, text: `'${String(value)}'` })];
  }
  const single = value !== 'all' && !value.includes(',');
  const machineCount = setting(context, 'num_machines').value;
  if (!single || engineOf(context) !== 'multi' || typeof machineCount !== 'number' || machineCount > 1) return [];
  return [error('ACC-VALIDATE', `distributed_type ${String(setting(context, 'distributed_type').value)} with the one GPU id ${value}; accelerate launch needs at least two, or all.`, entry.value.range)];
};

/** A number in quotes is compared or started with as text. */
export const wholeNumbers: Rule = (context) => {
  const engine = engineOf(context);
  const breaks: Readonly<Record<string, boolean>> = { num_processes: engine === 'simple', num_machines: true, main_process_port: engine !== 'simple' && engine !== 'tpu' && engine !== null };
  return Object.entries(breaks).flatMap(([key, stops]): Finding[] => {
    const { value, entry } = setting(context, key);
    if (!entry || !entry.value.certain || value === undefined || typeof value === 'number' || typeof value === 'boolean' || (value === null && key !== 'num_machines')) return [];
    const range = entry.value.range;
    const fix = /^\d+$/.test(String(value)) ? { title: `Change to ${String(value)}`, range, text: String(value) } : null;
    return [(stops ? error : warning)('ACC-WRONG-TYPE', `${key} takes a whole number, not ${value === null ? 'null' : `the text ${JSON.stringify(value)}`}${stops ? '; accelerate launch stops on it' : ''}.`, range, fix)];
  });
};
