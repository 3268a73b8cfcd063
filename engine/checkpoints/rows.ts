/** The comparison table: a row per tensor, a row per module. */
import type { TensorSums } from '../../protocol/agent';
import type { ModuleComparison, TensorComparison } from '../../protocol/checkpoint';
import { compareModules, moduleOf } from './moduleOf';
import { addSums, changedShare, cosine, relativeL2 } from './statistics';

type Status = TensorComparison['status'];

/** Rows in table order: by module, then by name with numbers in their own order. */
export function tensorRows(tensors: readonly TensorSums[]): TensorComparison[] {
  const byName = new Intl.Collator('en', { numeric: true });
  return tensors
    .map(tensorRow)
    .sort((a, b) => compareModules(a.module, b.module) || byName.compare(a.name, b.name) || (a.name < b.name ? -1 : 1));
}

function tensorRow(sums: TensorSums): TensorComparison {
  return {
    name: sums.name,
    module: moduleOf(sums.name),
    status: statusOf(sums),
    dtype: sums.dtypeB ?? sums.dtypeA ?? '',
    shape: sums.shapeB ?? sums.shapeA ?? [],
    elements: sums.elements,
    relativeL2: relativeL2(sums),
    cosine: cosine(sums),
    maxChange: sums.maxChange,
    changedShare: changedShare(sums),
    nonFiniteA: sums.nonFiniteA,
    nonFiniteB: sums.nonFiniteB,
  };
}

export function statusOf({ dtypeA, dtypeB, shapeA, shapeB, changed }: TensorSums): Status {
  if (shapeA === null) return 'added';
  if (shapeB === null) return 'removed';
  if (shapeA.length !== shapeB.length || shapeA.some((dim, axis) => dim !== shapeB[axis])) return 'reshaped';
  if (dtypeA !== dtypeB) return 'retyped';
  return changed === 0 ? 'same' : 'changed';
}

/** Statistics per module over the tensors that both sides have in one shape; the others only count as tensors. */
export function moduleRows(tensors: readonly TensorSums[]): ModuleComparison[] {
  const groups = new Map<string, TensorSums[]>();
  for (const sums of tensors) {
    const module = moduleOf(sums.name);
    const group = groups.get(module);
    if (group) group.push(sums);
    else groups.set(module, [sums]);
  }
  return [...groups].sort(([a], [b]) => compareModules(a, b)).map(([module, group]) => moduleRow(module, group));
}

function moduleRow(module: string, group: TensorSums[]): ModuleComparison {
  const shared = group.filter((sums) => !['added', 'removed', 'reshaped'].includes(statusOf(sums)));
  const counted = shared.filter(({ changed }) => changed !== null);
  const elements = counted.reduce((sum, tensor) => sum + tensor.elements, 0);
  const changed = counted.reduce((sum, tensor) => sum + (tensor.changed ?? 0), 0);
  const known = shared.length > 0;
  const sums = addSums(shared);
  return {
    module,
    tensors: group.length,
    elements: group.reduce((sum, tensor) => sum + tensor.elements, 0),
    relativeL2: known ? relativeL2(sums) : null,
    cosine: known ? cosine(sums) : null,
    changedShare: changedShare({ changed: counted.length > 0 ? changed : null, elements }),
  };
}

/** What the table alone would not make plain. */
export function rowNotes(tensors: readonly TensorSums[]): string[] {
  const notes: string[] = [];
  const count = (status: Status): number => tensors.filter((sums) => statusOf(sums) === status).length;
  const say = (number: number, text: string): void => {
    if (number > 0) notes.push(`${number} ${number === 1 ? 'tensor' : 'tensors'} ${text}`);
  };
  say(count('added'), 'only in B.');
  say(count('removed'), 'only in A.');
  say(count('reshaped'), 'with another shape: their values were not compared.');
  say(count('retyped'), 'with another dtype: values were compared, bits were not.');
  say(
    tensors.filter(({ nonFiniteA, nonFiniteB }) => (nonFiniteA ?? 0) + (nonFiniteB ?? 0) > 0).length,
    'with NaN or infinite values: their statistics leave those elements out.',
  );
  return notes;
}
