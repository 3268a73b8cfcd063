import type { Comparison, TensorComparison } from '../../protocol/checkpoint';
import { breakable, h, replace, setAttribute } from '../shared/dom';
import { formatCount, formatCounted } from '../shared/format';
import { icon } from '../shared/icons';
import { numberCell, statisticCells, statusChip } from './cells';
import { filterRows, moduleRows, nextSort, sortRows, type ColumnId, type ModuleRow, type Sort } from './rows';

const COLUMNS: { id: ColumnId; label: string; title: string }[] = [
  { id: 'name', label: 'Module', title: 'Part of the model; open it to see its tensors' },
  { id: 'tensors', label: 'Tensors', title: 'Number of tensors' },
  { id: 'elements', label: 'Elements', title: 'Number of weights' },
  { id: 'relativeL2', label: 'Relative L2', title: '‖B − A‖ / ‖A‖' },
  { id: 'cosine', label: 'Cosine', title: 'Cosine between the weights of A and B' },
  { id: 'changedShare', label: 'Changed bits', title: 'Share of elements whose bits differ' },
];
/** Matching tensors are opened while there are few enough to read. */
const OPEN_MATCHES = 200;

/** Modules with their statistics, opening to tensors; sorted by any column, filtered by name or status. */
export class WeightsTable {
  private readonly filter = h('input', { type: 'text', placeholder: 'Filter modules and tensors', 'aria-label': 'Filter modules and tensors', oninput: () => this.draw(), spellcheck: 'false' });
  private readonly count = h('span', { class: 'muted', role: 'status' });
  private readonly headings = new Map<ColumnId, HTMLElement>();
  private readonly bodies = h('table', { class: 'weights' });
  readonly element: HTMLElement;
  private readonly rows: ModuleRow[];
  private readonly open = new Set<string>();
  private sort: Sort | null = null;

  constructor(comparison: Comparison) {
    this.rows = moduleRows(comparison);
    const allSame = comparison.tensors.every(({ status }) => status === 'same');
    this.element = h(
      'section',
      { 'aria-label': 'Weights' },
      h('header', { class: 'section-head' }, h('h2', {}, 'Weights'), this.count, h('div', { class: 'filter' }, icon('search'), this.filter)),
      allSame && comparison.tensors.length > 0 ? h('p', { class: 'muted remark' }, 'Every tensor is bit-identical.') : null,
      h('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': 'Table of weights' }, this.bodies),
    );
    this.bodies.append(this.head());
    this.draw();
  }

  private head(): HTMLElement {
    const heading = ({ id, label, title }: (typeof COLUMNS)[number]): HTMLElement => {
      const press = (): void => {
        this.sort = nextSort(this.sort, id);
        this.draw();
      };
      const cell = h('th', { scope: 'col', class: id === 'name' ? null : 'number' }, h('button', { type: 'button', class: 'sort', title, onclick: press }, label, h('span', { class: 'arrow', 'aria-hidden': 'true' })));
      this.headings.set(id, cell);
      return cell;
    };
    const [name, ...numbers] = COLUMNS.map(heading);
    return h('thead', {}, h('tr', {}, name, h('th', { scope: 'col' }, 'Status'), ...numbers));
  }

  private draw(): void {
    const query = this.filter.value.trim();
    const rows = sortRows(filterRows(this.rows, query), this.sort);
    const tensors = rows.reduce((sum, row) => sum + row.tensors.length, 0);
    const openAll = query !== '' && tensors <= OPEN_MATCHES;
    for (const [id, cell] of this.headings) {
      setAttribute(cell, 'aria-sort', this.sort?.column === id ? (this.sort.direction === 1 ? 'ascending' : 'descending') : 'none');
    }
    this.count.textContent = `${query === '' ? '' : 'matching: '}${formatCounted(rows.length, 'module')}, ${formatCounted(tensors, 'tensor')}`;
    const head = this.bodies.tHead;
    const empty = h('tbody', {}, h('tr', {}, h('td', { colspan: COLUMNS.length + 1, class: 'muted none' }, query === '' ? 'The checkpoints hold no tensors.' : 'Nothing matches the filter.')));
    replace(this.bodies, head, ...(rows.length > 0 ? rows.map((row) => this.group(row, openAll)) : [empty]));
  }

  private group(row: ModuleRow, openAll: boolean): HTMLElement {
    const { module } = row.module;
    const body = h('tbody', {});
    const button = h('button', { type: 'button', class: 'expand', 'aria-label': `Tensors of ${module}` }, icon('chevron'), h('span', {}, module));
    const show = (open: boolean): void => {
      setAttribute(button, 'aria-expanded', open ? 'true' : 'false');
      while (body.rows.length > 1) body.deleteRow(1);
      if (open) body.append(...row.tensors.map(tensorRow));
    };
    button.addEventListener('click', () => {
      const open = button.getAttribute('aria-expanded') !== 'true';
      if (open) this.open.add(module);
      else this.open.delete(module);
      show(open);
    });
    body.append(
      h(
        'tr',
        { class: 'module' },
        h('th', { scope: 'row' }, button),
        statusCell(...moduleStatus(row)),
        numberCell(row.module.tensors, formatCount),
        numberCell(row.module.elements, formatCount),
        ...statisticCells(row.module),
      ),
    );
    show(openAll || this.open.has(module));
    return body;
  }
}

const statusCell = (...chips: HTMLElement[]): HTMLElement => h('td', {}, h('div', { class: 'chips' }, ...chips));

function moduleStatus({ statuses, same, tensors }: ModuleRow): HTMLElement[] {
  if (statuses.length === 0) return [statusChip('same')];
  const only = statuses[0];
  if (statuses.length === 1 && same === 0 && only && only.count === tensors.length) return [statusChip(only.status)];
  return statuses.map(({ status, count }) => statusChip(status, count));
}

function tensorRow(tensor: TensorComparison): HTMLElement {
  const odd = (tensor.nonFiniteA ?? 0) + (tensor.nonFiniteB ?? 0);
  const oddText = `${formatCount(tensor.nonFiniteA ?? 0)} values of A and ${formatCount(tensor.nonFiniteB ?? 0)} of B are NaN or infinite`;
  return h(
    'tr',
    { class: 'tensor' },
    h('th', { scope: 'row' }, breakable(tensor.name), h('span', { class: 'shape muted' }, `${tensor.shape.join(' × ') || 'scalar'} ${tensor.dtype}`)),
    statusCell(statusChip(tensor.status), ...(odd > 0 ? [h('span', { class: 'chip status', 'data-tone': 'bad', title: oddText }, `${formatCount(odd)} not finite`)] : [])),
    h('td', {}),
    numberCell(tensor.elements, formatCount),
    ...statisticCells(tensor),
  );
}
