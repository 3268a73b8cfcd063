/**
 * Kinds of values that a dataclass's `__post_init__` refuses although the parser takes them. Everything that is not
 * listed passes and fails later, if at all; the table is held to the real classes by test/lsp/oracle.test.ts.
 */
import type { FieldSpec } from '../../catalogue/catalogue';

type Kind = FieldSpec['accepts'][number] | 'date';

const COLLECTIONS = ['list', 'dict', 'date'] as const;
const NO_TEXT = ['bool', 'int', 'float', ...COLLECTIONS] as const;

const REFUSED: Readonly<Record<string, readonly Kind[]>> = {
  output_dir: NO_TEXT,
  warmup_steps: ['null', ...COLLECTIONS],
  torch_empty_cache_steps: ['float', ...COLLECTIONS],
  accelerator_config: ['float', 'list', 'date'],
  deepspeed: ['float', 'list', 'date'],
  fsdp: ['list'],
  datasets: ['null', 'bool', 'int', 'float', 'date'],
  num_generations: COLLECTIONS,
  scale_rewards: ['list', 'dict'],
};

export const rejectedByInit = (spec: FieldSpec, kind: Kind): boolean =>
  spec.coerced !== undefined || (Object.hasOwn(REFUSED, spec.name) && (REFUSED[spec.name] ?? []).includes(kind));
