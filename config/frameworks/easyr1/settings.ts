/** Effective values of an EasyR1 config, converted as its dataclasses convert them. */
import type { RuleContext } from '../../check/context';
import { setting } from '../../check/settings';
import { convert, fieldType } from './structured';

/** Absent where the value is not known, or the loader refuses it (which another rule says). */
export type Known<T> = { value: T } | null;

/** What every run has to say itself. A YAML file with all of it describes a run, not a part that a command completes. */
const RUN = ['data.train_files', 'worker.actor.model.model_path', 'trainer.n_gpus_per_node'];

/** Nothing is added later: a command, a stage of a pipeline, or a file that describes a whole run. */
export const isComplete = (context: RuleContext): boolean =>
  context.part.launch !== null || context.stage !== null || RUN.every((path) => setting(context, path).entry !== undefined);

export function known(context: RuleContext, path: string): Known<unknown> {
  const found = setting(context, path);
  if (found.state === 'default') return isComplete(context) ? { value: found.value } : null;
  if (found.state !== 'set') return null;
  const spec = context.fields.get(path);
  if (!spec) return null;
  if (!found.entry) return { value: found.value };
  const converted = convert(fieldType(spec), found.entry.value);
  return converted.state === 'value' ? { value: converted.value } : null;
}

export function int(context: RuleContext, path: string): number | null {
  const value = known(context, path)?.value;
  return typeof value === 'number' && Number.isFinite(value) ? value : typeof value === 'string' && /^[-+]?\d+$/.test(value) ? Number(value) : null;
}

/** A number that is 1 in nearly every run: what a file leaves out is taken for its default, also where it can be overridden. */
export function usual(context: RuleContext, path: string): number | null {
  const found = setting(context, path);
  return found.state === 'default' && typeof found.value === 'number' ? found.value : int(context, path);
}

export function bool(context: RuleContext, path: string): boolean | null {
  const value = known(context, path)?.value;
  return typeof value === 'boolean' ? value : null;
}

export function text(context: RuleContext, path: string): string | null {
  const value = known(context, path)?.value;
  return typeof value === 'string' ? value : null;
}

/** Known to be null. */
export const isNull = (context: RuleContext, path: string): boolean => known(context, path)?.value === null;

/** GPUs of the run, as the config counts them. */
export function worldSize(context: RuleContext): number | null {
  const [nodes, gpus] = [int(context, 'trainer.nnodes'), int(context, 'trainer.n_gpus_per_node')];
  return nodes !== null && gpus !== null && nodes > 0 && gpus > 0 ? nodes * gpus : null;
}
