/** LLaMA-Factory's `dataset_info.json`: data sets by name, each with the same fields. */
import { type FieldTable, fieldTable } from '../../catalogue/fieldTable';
import { datasetInfoRules } from '../../rules/llamafactory/rules';
import type { FrameworkModule } from '../module';

export const datasetInfoModule: FrameworkModule = {
  id: 'llamafactory-dataset-info',
  title: 'LLaMA-Factory data sets',
  packages: ['llamafactory', 'transformers'],
  // Python's json keeps the last of repeated keys, as PyYAML does.
  loader: 'pyyaml',
  fields: (part, versions) => belowNames(fieldTable('llamafactory', part.command, versions)),
  rules: datasetInfoRules,
};

/** The first segment of a path is the data set's own name; the table knows what stands below it. */
function belowNames(table: FieldTable): FieldTable {
  const rest = (path: string): string => (path.includes('.') ? path.slice(path.indexOf('.') + 1) : '');
  return {
    specs: table.specs,
    get: (path) => table.get(rest(path)),
    has: (path) => rest(path) === '' || table.has(rest(path)),
    isOpen: (path) => table.isOpen(rest(path)),
    isGroup: (path) => rest(path) === '' || table.isGroup(rest(path)),
    history: (path) => table.history(rest(path)),
  };
}
