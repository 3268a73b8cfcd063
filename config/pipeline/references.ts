/** What the parts of a pipeline say about each other: targets, initial stages, phases. */
import type { Finding } from '../finding';
import { trlCatalogue } from '../frameworks/trl/catalogue';
import { valueFindings } from '../rules/trl/values';
import { suggest } from '../suggest';
import { type ConfigNode, effectiveEntries, entryOf, isScalar, type MapEntry, type MapNode } from '../syntax/tree';
import { pipeError } from './check';
import { TRAINERS } from './shape';
import type { LaunchedTrainer, Trainer } from './types';

/** The mappings under `targets` or `stages`, with their names. */
export function namedMaps(root: ConfigNode | null, key: 'targets' | 'stages'): { name: string; entry: MapEntry; map: MapNode }[] {
  const node = root?.kind === 'map' ? entryOf(root, key)?.value : undefined;
  if (node?.kind !== 'map') return [];
  return effectiveEntries(node).flatMap((entry) => (entry.value.kind === 'map' ? [{ name: entry.key, entry, map: entry.value }] : []));
}

/** A text value of a mapping; null when it is absent, uncertain or no text. */
export function textOf(map: MapNode, key: string): { text: string; node: ConfigNode } | null {
  const node = entryOf(map, key)?.value;
  return node && node.certain && node.kind === 'str' && node.value !== '' ? { text: String(node.value), node } : null;
}

export const trainerOf = (stage: MapNode): Trainer | null => {
  const text = textOf(stage, 'trainer')?.text;
  return TRAINERS.find((trainer) => trainer === text) ?? null;
};

export function checkReferences(root: ConfigNode | null): Finding[] {
  const targets = root?.kind === 'map' ? entryOf(root, 'targets')?.value : undefined;
  const targetNames = targets?.kind === 'map' && targets.certain ? targets.entries.map((entry) => entry.key) : null;
  const stages = namedMaps(root, 'stages');
  return [
    ...namedMaps(root, 'targets').flatMap(({ name, entry, map }) => checkTarget(name, entry, map)),
    ...stages.flatMap(({ name, map }, index) => [
      ...checkTargetName(map, targetNames),
      ...checkInit(name, map, stages.slice(0, index).map((stage) => stage.name), stages.map((stage) => stage.name)),
      ...checkPhases(map),
    ]),
  ];
}

function checkTarget(name: string, entry: MapEntry, target: MapNode): Finding[] {
  const kind = textOf(target, 'kind')?.text;
  const found: Finding[] = [];
  const has = (key: string): boolean => target.entries.some((pair) => pair.key === key);
  if (kind === 'ssh') {
    for (const key of ['host', 'workdir']) if (!has(key)) found.push(pipeError('PIPE-TYPE', `The ssh target ${name} needs ${key}.`, entry.keyRange));
    const host = textOf(target, 'host');
    if (host && !/^[^\s-][^\s]*$/.test(host.text)) found.push(pipeError('PIPE-TYPE', `${JSON.stringify(host.text)} is not a host name.`, host.node.range));
    const workdir = textOf(target, 'workdir');
    if (workdir && !workdir.text.startsWith('/')) found.push(pipeError('PIPE-TYPE', 'The workdir of an ssh target must be an absolute path.', workdir.node.range));
  }
  if (kind === 'local' && has('host')) found.push(pipeError('PIPE-UNKNOWN-KEY', 'A local target has no host.', entryOf(target, 'host')?.keyRange ?? entry.keyRange));
  return found;
}

function checkTargetName(stage: MapNode, names: string[] | null): Finding[] {
  const target = textOf(stage, 'target');
  if (!target || !names || names.includes(target.text)) return [];
  return [pipeError('PIPE-UNKNOWN-TARGET', `There is no target ${target.text} under targets.`, target.node.range, suggest(target.text, names))];
}

function checkInit(name: string, stage: MapNode, earlier: string[], all: string[]): Finding[] {
  const init = textOf(stage, 'init');
  if (!init || earlier.includes(init.text)) return [];
  const message =
    init.text === name
      ? 'A stage cannot start from its own weights.'
      : all.includes(init.text)
        ? `The stage ${init.text} stands below; a stage starts from one that ran before it.`
        : `There is no stage ${init.text}.`;
  return [pipeError('PIPE-UNKNOWN-STAGE', message, init.node.range, all.includes(init.text) ? null : suggest(init.text, earlier))];
}

function checkPhases(stage: MapNode): Finding[] {
  const phases = entryOf(stage, 'phases')?.value;
  if (phases?.kind !== 'list' || !phases.certain) return [];
  const trainer = trainerOf(stage);
  let before = 0;
  return phases.items.flatMap((phase, index): Finding[] => {
    if (phase.kind !== 'map' || !phase.certain) return [];
    const found = trainer ? checkSet(trainer, entryOf(phase, 'set')?.value) : [];
    const last = index === phases.items.length - 1;
    const until = entryOf(phase, 'until');
    if (!until) return last ? found : [...found, pipeError('PIPE-PHASE-ORDER', 'Only the last phase has no until: give the step at which this one ends.', phase.range)];
    const step = until.value.kind === 'int' && until.value.certain ? Number(until.value.value) : null;
    if (last) found.push(pipeError('PIPE-PHASE-ORDER', 'The last phase ends where the config ends (max_steps); it takes no until.', until.keyRange));
    else if (step !== null && step <= before) found.push(pipeError('PIPE-PHASE-ORDER', `This phase ends at step ${step}, the one before ends at ${before}.`, until.value.range));
    before = step ?? before;
    return found;
  });
}

export const isTrl = (trainer: Trainer): trainer is LaunchedTrainer => trainer === 'trl-sft' || trainer === 'trl-grpo';

/** A phase's overrides are fields of the trainer, checked like those of its config. */
function checkSet(trainer: Trainer, set: ConfigNode | undefined): Finding[] {
  if (set?.kind !== 'map' || !set.certain) return [];
  if (!isTrl(trainer)) return [];
  const fields = trlCatalogue().fields(trainer).specs;
  return effectiveEntries(set).flatMap((entry) => {
    const spec = fields.get(entry.key);
    if (spec) return valueFindings(spec, entry.value);
    if (isScalar(entry.value) && !entry.value.certain) return [];
    return [pipeError('PIPE-PHASE-KEY', `${trainer} has no field ${entry.key}.`, entry.keyRange, suggest(entry.key, fields.keys()))];
  });
}

/** Last `until` of a stage with its place, for the comparison with the config's max_steps. */
export function lastUntil(stage: MapNode): { step: number; node: ConfigNode } | null {
  const phases = entryOf(stage, 'phases')?.value;
  if (phases?.kind !== 'list') return null;
  const steps = phases.items.flatMap((phase) => {
    const node = phase.kind === 'map' ? entryOf(phase, 'until')?.value : undefined;
    return node && node.certain && node.kind === 'int' ? [{ step: Number(node.value), node }] : [];
  });
  return steps.at(-1) ?? null;
}
