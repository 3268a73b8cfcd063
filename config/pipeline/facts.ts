/** What a pipeline file says about machines, versions and rules, for the checks of its configs. */
import type { CheckSettings } from '../check/context';
import { type TargetFacts, UNKNOWN_TARGET } from '../files';
import { type ConfigNode, effectiveEntries, entryOf, isScalar, type MapNode } from '../syntax/tree';
import { namedMaps, textOf } from './references';

const mapAt = (map: MapNode, key: string): MapNode | null => {
  const node = entryOf(map, key)?.value;
  return node?.kind === 'map' ? node : null;
};

const count = (map: MapNode, key: string): number | null => {
  const node = entryOf(map, key)?.value;
  return node?.kind === 'int' && node.certain && Number(node.value) > 0 ? Number(node.value) : null;
};

/** `versions` of a stage, as written: `1.10` stays 1.10. */
export function versionsOf(stage: MapNode): Record<string, string> {
  const node = mapAt(stage, 'versions');
  if (!node) return {};
  return Object.fromEntries(
    effectiveEntries(node).flatMap(({ key, value }) => (isScalar(value) && value.certain ? [[key, value.kind === 'str' ? String(value.value) : value.source]] : [])),
  );
}

/** One process per GPU: how every trainer that is read here is launched. */
export function targetFactsOf(root: ConfigNode | null, name: string | null): { facts: TargetFacts; venv: string | null } {
  const target = namedMaps(root, 'targets').find((candidate) => candidate.name === name)?.map;
  if (!target) return { facts: UNKNOWN_TARGET, venv: null };
  const gpusPerNode = count(target, 'gpus');
  const nodes = count(target, 'nodes');
  const environment = mapAt(target, 'env');
  const venv = environment && textOf(target, 'kind')?.text === 'local' ? (textOf(environment, 'venv')?.text ?? null) : null;
  const worldSize = gpusPerNode === null ? null : gpusPerNode * (nodes ?? 1);
  return { facts: { worldSize, nodes, gpusPerNode, gpu: textOf(target, 'gpu')?.text ?? null }, venv };
}

/** `checks` at the top of the file. */
export function checksOf(root: ConfigNode | null): CheckSettings['rules'] {
  const node = root?.kind === 'map' ? mapAt(root, 'checks') : null;
  if (!node) return {};
  return Object.fromEntries(
    effectiveEntries(node).flatMap(({ key, value }) => {
      const level = isScalar(value) && value.certain ? value.source.replace(/^["']|["']$/g, '') : '';
      return isLevel(level) ? [[key, level] as const] : [];
    }),
  );
}

const isLevel = (text: string): text is CheckSettings['rules'][string] => ['off', 'hint', 'information', 'warning', 'error'].includes(text);
