/** A file's text to the configs it holds. */
import { type Files, tryRead } from '../files';
import { type Framework, type Recognised, recognise, commandFor } from '../frameworks/recognise';
import { commentOf } from '../frameworks/comment';
import { frameworkModule } from '../frameworks/registry';
import { readOrz } from '../frameworks/orz/read';
import { partsOfScript } from '../launch/commands';
import type { ConfigFile, ScriptPart } from '../launch/types';
import { parseJson } from '../syntax/json/parse';
import { parseShell } from '../syntax/shell/script';
import type { ShellScript } from '../syntax/shell/types';
import type { ConfigNode, MapNode, Range } from '../syntax/tree';
import { type ParsedYaml, parseYaml, type SyntaxProblem } from '../syntax/yaml/parse';
import { fileName, resolveUri } from '../uri';
import { MAX_TEXT } from './limits';
import type { StageUse } from './neighbour';
import type { BaseConfig, ConfigPart } from './part';

export interface Parts {
  framework: Framework | null;
  parts: ConfigPart[];
  root: ConfigNode | null;
  /** Of a file that is one config; a script's or module's own oddities are no business of ours. */
  problems: SyntaxProblem[];
  /** What one of the file's readers refuses and another one takes. */
  doubts?: SyntaxProblem[];
  /** Handle for the next parse of the same document. */
  yaml?: ParsedYaml;
  script?: ShellScript;
}

const NOTHING: Parts = { framework: null, parts: [], root: null, problems: [] };

export const isScript = (name: string, text: string): boolean => /\.(?:sh|bash|sbatch|slurm)$/.test(name) || /^#![^\n]*\b(?:ba|z|da)?sh\b/.test(text.slice(0, 200));

export async function readParts(files: Files, uri: string, text: string, uses: readonly StageUse[], previous?: Parts): Promise<Parts> {
  const name = fileName(uri);
  if (isScript(name, text)) return scriptParts(files, uri, text);
  if (name.endsWith('.py')) return pythonParts(files, uri, text);
  if (/\.(?:json|jsonc|hjson)$/.test(name)) return jsonParts(name, text, uses);
  return yamlParts(name, text, uses, previous);
}

async function yamlParts(name: string, text: string, uses: readonly StageUse[], previous?: Parts): Promise<Parts> {
  let yaml = parseYaml(text, { loader: 'pyyaml', ...(previous?.yaml ? { previous: previous.yaml } : {}) });
  const found = await recognise(name, text, yaml.root, uses[0]?.trainer ?? null);
  if (!found) return { ...NOTHING, yaml };
  if (found.framework === 'reasoner') return { framework: 'reasoner', parts: [], root: yaml.root, problems: yaml.problems, yaml };
  // Who reads the file decides what its scalars mean.
  if (frameworkModule(found.framework).loader === 'omegaconf') yaml = parseYaml(text, { loader: 'omegaconf', ...(previous?.yaml ? { previous: previous.yaml } : {}) });
  return { ...whole(found, text, yaml.root, yaml.problems, 'yaml'), yaml };
}

async function jsonParts(name: string, text: string, uses: readonly StageUse[]): Promise<Parts> {
  const parsed = parseJson(text, { hjson: !name.endsWith('.json') });
  const found = await recognise(name, text, parsed.root, uses[0]?.trainer ?? null);
  if (!found || found.framework === 'reasoner') return NOTHING;
  if (found.framework === 'deepspeed' && parsed.problems.length > 0) {
    // DeepSpeed itself reads hjson (comments, trailing commas); transformers and accelerate read the same file as strict JSON.
    const lenient = parseJson(text, { hjson: true });
    if (lenient.problems.length === 0) return { ...whole(found, text, lenient.root, [], 'json'), doubts: parsed.problems };
  }
  return whole(found, text, parsed.root, parsed.problems, 'json');
}

function whole(found: Recognised, text: string, root: ConfigNode | null, problems: SyntaxProblem[], syntax: 'yaml' | 'json'): Parts {
  const { framework, command } = found;
  const range = { start: 0, end: text.length };
  // The first key of a file is a lone word until its colon is typed: a config with nothing in it yet.
  const map = root?.kind === 'map' ? root : emptyMap(range);
  const complete = problems.length === 0 && map.certain && (root === null || root.kind === 'map');
  const part: ConfigPart = { framework, command, range, head: range, root: map, syntax, launch: null, whole: complete };
  return { framework, parts: [part], root, problems };
}

const emptyMap = (range: Range): MapNode => ({ kind: 'map', entries: [], flow: false, range: { start: range.start, end: range.start }, certain: true });

async function pythonParts(files: Files, uri: string, text: string): Promise<Parts> {
  const part = await readOrz(files, uri, text);
  return part ? { framework: 'orz', parts: [part], root: part.root, problems: [] } : NOTHING;
}

async function scriptParts(files: Files, uri: string, text: string): Promise<Parts> {
  const script = parseShell(text);
  const forced = commentOf(text)?.framework ?? null;
  const parts = await Promise.all(
    partsOfScript(script, uri)
      .filter((part) => part.framework !== 'reasoner')
      .map((part) => fromScript(files, uri, part, forced)),
  );
  return { framework: parts[0]?.framework ?? null, parts, root: null, problems: [], script };
}

async function fromScript(files: Files, uri: string, part: ScriptPart, forced: Framework | null): Promise<ConfigPart> {
  const framework = forced && forced !== 'reasoner' ? forced : part.framework;
  return {
    framework,
    command: framework === part.framework ? part.command : commandFor(framework, part.root),
    range: part.range,
    head: part.head,
    root: part.root,
    syntax: part.overrideSyntax,
    launch: part.launch,
    whole: !part.open,
    problems: part.problems,
    skipped: part.skipped,
    ...(part.configFile ? { base: await readBase(files, uri, part.configFile, framework) } : {}),
  };
}

/** Folders above the script that its working directory may be. */
const LEVELS_ABOVE = 4;

/** The config file of a command: relative to the script's folder or to one above it, whichever holds it. */
async function readBase(files: Files, uri: string, file: ConfigFile, framework: Framework): Promise<BaseConfig> {
  if (file.text === null) return { uri, root: null };
  for (let up = 0; up <= LEVELS_ABOVE; up++) {
    const candidate = resolveUri(uri, file.text.startsWith('/') ? file.text : '../'.repeat(up) + file.text);
    const text = await tryRead(files, candidate);
    if (text !== null) {
      const { root, problems } = text.length > MAX_TEXT ? { root: null, problems: [] } : parseYaml(text, { loader: frameworkModule(framework).loader });
      return { uri: candidate, root: root?.kind === 'map' && problems.length === 0 ? root : null };
    }
    if (file.text.startsWith('/')) break;
  }
  return { uri: resolveUri(uri, file.text), root: null };
}
