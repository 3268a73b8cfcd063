import type { Comparison, ModuleComparison, TensorComparison } from '../../protocol/checkpoint';

export type ColumnId = 'name' | 'tensors' | 'elements' | 'relativeL2' | 'cosine' | 'changedShare';
/** `direction` 1 ascends. Null keeps the order of the model, from input to head. */
export interface Sort {
  column: ColumnId;
  direction: 1 | -1;
}

export interface ModuleRow {
  module: ModuleComparison;
  tensors: TensorComparison[];
  /** Tensors by status, without those that are the same. */
  statuses: { status: TensorComparison['status']; count: number }[];
  same: number;
}

/** The comparison's modules with their tensors, as the table starts from. */
export function moduleRows({ modules, tensors }: Pick<Comparison, 'modules' | 'tensors'>): ModuleRow[] {
  const byModule = new Map<string, TensorComparison[]>();
  for (const tensor of tensors) {
    const list = byModule.get(tensor.module);
    if (list) list.push(tensor);
    else byModule.set(tensor.module, [tensor]);
  }
  return modules.map((module) => {
    const own = byModule.get(module.module) ?? [];
    const counts = new Map<TensorComparison['status'], number>();
    for (const { status } of own) counts.set(status, (counts.get(status) ?? 0) + 1);
    const same = counts.get('same') ?? 0;
    counts.delete('same');
    return { module, tensors: own, statuses: [...counts].map(([status, count]) => ({ status, count })), same };
  });
}

/** Rows whose module holds every word of the query, else those of their tensors that do. */
export function filterRows(rows: ModuleRow[], query: string): ModuleRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = (text: string): boolean => words.every((word) => text.toLowerCase().includes(word));
  if (words.length === 0) return rows;
  return rows.flatMap((row) => {
    if (holds(row.module.module)) return [row];
    const tensors = row.tensors.filter(({ name, status }) => holds(`${row.module.module} ${name} ${status}`));
    return tensors.length > 0 ? [{ ...row, tensors }] : [];
  });
}

/** Modules sorted, and the tensors inside each by the same column; what is unknown comes last either way. */
export function sortRows(rows: ModuleRow[], sort: Sort | null): ModuleRow[] {
  if (!sort) return rows;
  const { column, direction } = sort;
  const moduleKey = ({ module }: ModuleRow): string | number | null => (column === 'name' ? module.module : module[column]);
  const tensorKey = (tensor: TensorComparison): string | number | null =>
    column === 'name' ? tensor.name : column === 'tensors' ? tensor.elements : tensor[column];
  return [...rows]
    .sort(by(moduleKey, direction))
    .map((row) => ({ ...row, tensors: [...row.tensors].sort(by(tensorKey, direction)) }));
}

/** What a press on a column's heading makes of the order: descending first for numbers, ascending for names, then back. */
export function nextSort(sort: Sort | null, column: ColumnId): Sort | null {
  const first = column === 'name' ? 1 : -1;
  if (sort?.column !== column) return { column, direction: first };
  return sort.direction === first ? { column, direction: first === 1 ? -1 : 1 } : null;
}

const NUMERIC = new Intl.Collator('en', { numeric: true });

function by<T>(key: (value: T) => string | number | null, direction: 1 | -1): (a: T, b: T) => number {
  return (a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    const order = typeof x === 'string' || typeof y === 'string' ? NUMERIC.compare(String(x), String(y)) : x - y;
    return order * direction;
  };
}
