/** reasoner.yaml to a `Pipeline`. */
import type { Problem } from '../../protocol/lsp';
import { type Finding, toProblems } from '../finding';
import { MAX_TEXT, tooBig } from '../check/limits';
import { duplicateKeys, syntaxFindings } from '../rules/general';
import { type ConfigNode, effectiveEntries, entryOf, isScalar, type MapNode, valueOf } from '../syntax/tree';
import { type ParsedYaml, parseYaml } from '../syntax/yaml/parse';
import { folderOf, fileName } from '../uri';
import { loadTrl } from '../frameworks/fields';
import { checkShape } from './check';
import { checkReferences, namedMaps, textOf, trainerOf } from './references';
import type { Environment, PhaseSpec, Pipeline, Stage, Target } from './types';

export interface ParsedPipeline {
  /** Null when the file has an error: nothing is planned from a file that is not understood. */
  pipeline: Pipeline | null;
  findings: Finding[];
  root: ConfigNode | null;
}

/**
 * Everything that can be said from the text alone.
 *
 * @param parsed the text's tree, where somebody has read it already
 */
export function readPipeline(text: string, uri: string, parsed?: ParsedYaml): ParsedPipeline {
  if (text.length > MAX_TEXT) return { pipeline: null, findings: [tooBig(text)], root: null };
  return understand(parsed ?? parseYaml(text), uri);
}

function understand(parsed: ParsedYaml, uri: string): ParsedPipeline {
  const structure = parsed.root || parsed.problems.length === 0 ? [...checkShape(parsed.root), ...checkReferences(parsed.root)] : [];
  const findings = [...syntaxFindings(parsed), ...duplicateKeys(parsed.root), ...structure];
  const sound = parsed.root?.kind === 'map' && !findings.some((finding) => finding.severity === 'error');
  return { pipeline: sound ? build(parsed.root as MapNode, uri) : null, findings, root: parsed.root };
}

/**
 * @param uri of the file, the pipeline's identity
 * @returns the pipeline, or null with at least one problem of severity error (information when the file is too big)
 */
export async function parsePipeline(text: string, uri: string): Promise<{ pipeline: Pipeline | null; problems: Problem[] }> {
  await loadTrl(); // a phase's `set` holds fields of the trainer
  const { pipeline, findings } = readPipeline(text, uri);
  return { pipeline, problems: toProblems(uri, text, findings) };
}

const text = (map: MapNode, key: string): string | null => textOf(map, key)?.text ?? null;

function build(root: MapNode, uri: string): Pipeline {
  return {
    uri,
    name: text(root, 'name') ?? (fileName(folderOf(uri)) || 'pipeline'),
    targets: namedMaps(root, 'targets').map(({ name, map }) => target(name, map)),
    stages: namedMaps(root, 'stages').map(({ name, map }) => stage(name, map)),
  };
}

function target(name: string, map: MapNode): Target {
  const env = environment(entryOf(map, 'env')?.value);
  const workdir = text(map, 'workdir');
  return text(map, 'kind') === 'ssh'
    ? { name, kind: 'ssh', host: text(map, 'host') ?? '', workdir: workdir ?? '', env }
    : { name, kind: 'local', workdir, env };
}

function environment(node: ConfigNode | undefined): Environment {
  if (node?.kind !== 'map') return { venv: null, variables: {} };
  const variables = entryOf(node, 'variables')?.value;
  const pairs = variables?.kind === 'map' ? effectiveEntries(variables) : [];
  return {
    venv: text(node, 'venv'),
    variables: Object.fromEntries(pairs.map((entry) => [entry.key, asWritten(entry.value)])),
  };
}

/** Numbers stay as they are written: `007` is not 7 in an environment variable or an argument. */
const asWritten = (node: ConfigNode): string => (isScalar(node) ? (node.kind === 'str' ? String(node.value) : node.source) : '');

function stage(name: string, map: MapNode): Stage {
  const argv = (key: string): string[] | null => {
    const node = entryOf(map, key)?.value;
    return node?.kind === 'list' ? node.items.map(asWritten) : null;
  };
  const phases = entryOf(map, 'phases')?.value;
  return {
    name,
    trainer: trainerOf(map) ?? 'trl-sft',
    config: text(map, 'config') ?? '',
    target: text(map, 'target') ?? '',
    entry: text(map, 'entry'),
    init: text(map, 'init'),
    before: argv('before'),
    after: argv('after'),
    phases: phases?.kind === 'list' ? phases.items.flatMap((item) => (item.kind === 'map' ? [phase(item)] : [])) : [],
  };
}

function phase(map: MapNode): PhaseSpec {
  const until = entryOf(map, 'until')?.value;
  const set = entryOf(map, 'set')?.value;
  return {
    until: until?.kind === 'int' ? Number(until.value) : null,
    set: set ? (valueOf(set) as Record<string, unknown>) : {},
  };
}
