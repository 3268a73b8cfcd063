/** `parallelism_config`: sizes of the device mesh (accelerate/parallelism_config.py). */
import type { Finding, Rule } from '../../check/context';
import { error } from '../../check/report';
import { entryRange } from '../../check/settings';
import { engineOf, sectionOf } from '../../frameworks/accelerate/view';
import { isScalar, type MapEntry } from '../../syntax/tree';

const PREFIX = 'parallelism_config_';

export const meshSizes: Rule = (context) => {
  const engine = engineOf(context);
  // The plain launcher and TPUs leave it aside.
  const section = engine === null || engine === 'simple' || engine === 'tpu' ? null : sectionOf(context, 'parallelism_config');
  if (!section || !context.fields.has('parallelism_config.parallelism_config_tp_size')) return [];
  const entry = (name: string): MapEntry | undefined => section.get(PREFIX + name);
  /** 1 where it is not given; NaN where it is not known. */
  const size = (name: string): number => {
    const node = entry(name)?.value;
    if (!node) return 1;
    const value = isScalar(node) && node.certain ? node.value : null;
    return typeof value === 'number' ? value : typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : Number.NaN;
  };
  const found: Finding[] = [];
  for (const name of ['dp_replicate_size', 'dp_shard_size', 'tp_size', 'cp_size', 'sp_size']) {
    const written = entry(name);
    if (!written) continue;
    // The launcher compares these two before it hands them on as text.
    const text = isScalar(written.value) && written.value.certain && written.value.kind === 'str';
    if (text && (name === 'cp_size' || name === 'sp_size')) found.push(error('ACC-WRONG-TYPE', `${written.key} takes a whole number, not text; accelerate launch stops on it.`, written.value.range));
    if (size(name) < 1) found.push(error('ACC-VALIDATE', `${written.key} must be at least 1, is ${size(name)}.`, entryRange(written)));
  }
  const at = (...names: string[]): MapEntry['keyRange'] => entryRange(names.flatMap((name) => entry(name) ?? [])[0] as MapEntry);
  if (size('cp_size') > 1 && size('sp_size') > 1) found.push(error('ACC-VALIDATE', 'Context and sequence parallelism exclude each other: set cp_size or sp_size to 1.', at('sp_size', 'cp_size')));
  if ((size('tp_size') > 1 || size('cp_size') > 1) && size('dp_replicate_size') > 1 && size('dp_shard_size') === 1) {
    found.push(error('ACC-VALIDATE', 'Tensor or context parallelism does not go with plain data parallelism: set dp_shard_size above 1, or dp_replicate_size to 1.', at('dp_replicate_size')));
  }
  return found;
};
