/** Keys and values of reasoner.yaml. */
import { type ConfigNode, fieldOf, fieldsOf, type Files, loadTrl, resolveUri, shapeAt, specAt, stagesOf, targetNames } from '../../config';
import type { Cursor } from './cursor';
import type { Proposal } from './proposal';
import { keyMarkdown } from './texts';
import { fieldKeys, fieldValues } from './fieldProposals';

export async function pipelineProposals(files: Files, uri: string, root: ConfigNode | null, cursor: Cursor): Promise<Proposal[]> {
  const { path, key } = cursor;
  const trainer = stagesOf(root).stages.find((stage) => path[0] === 'stages' && stage.name === path[1])?.trainer ?? null;
  if (specAt(path)?.kind === 'fields') {
    if (!trainer) return [];
    await loadTrl();
    const spec = key === null ? null : fieldOf(trainer, key);
    return key === null ? fieldKeys(fieldsOf(trainer).values()) : spec ? fieldValues(spec) : [];
  }
  if (key === null) return keys(path);
  return values(files, uri, root, path, key);
}

const keys = (path: string[]): Proposal[] =>
  Object.entries(shapeAt(path) ?? {}).map(([label, spec]) => ({
    label,
    detail: spec.required ? 'required' : 'optional',
    documentation: keyMarkdown(label, spec),
    first: spec.required === true,
    ...(spec.choices ? { insert: `\${1|${spec.choices.join(',')}|}` } : spec.snippet ? { insert: spec.snippet } : {}),
  }));

async function values(files: Files, uri: string, root: ConfigNode | null, path: string[], key: string): Promise<Proposal[]> {
  const spec = specAt([...path, key]);
  if (spec?.choices) return spec.choices.map((label) => ({ label }));
  if (spec?.refersTo === 'target') return targetNames(root).map((label) => ({ label, detail: 'target' }));
  if (spec?.refersTo === 'stage') {
    const names = stagesOf(root).stages.map((stage) => stage.name);
    const own = names.indexOf(path[1] ?? '');
    return names.slice(0, own < 0 ? names.length : own).map((label) => ({ label, detail: 'stage' }));
  }
  if (spec?.refersTo === 'file') {
    const ending = key === 'entry' ? /\.py$/ : /\.ya?ml$/;
    const names = (await files.list?.(resolveUri(uri, '.'))) ?? [];
    return names.filter((name) => ending.test(name) && !/^reasoner\.ya?ml$/.test(name)).toSorted().map((label) => ({ label, detail: 'file' }));
  }
  return spec?.kind === 'version' ? [{ label: '1' }] : [];
}
