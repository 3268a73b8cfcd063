/** One file: whose it is, and what is wrong with it. */
import type { Problem } from '../../protocol/lsp';
import { type Files, tryRead } from '../files';
import { type Finding, toProblems } from '../finding';
import type { Framework } from '../frameworks/recognise';
import { frameworkModule } from '../frameworks/registry';
import { loadTrl } from '../frameworks/fields';
import { checksOf } from '../pipeline/facts';
import { readPipeline } from '../pipeline/parse';
import { crossStage } from '../rules/crossStage/rules';
import { duplicateKeys, overrideFindings, syntaxFindings } from '../rules/general';
import { recipeRules, recipeWanted } from '../rules/recipe/rules';
import type { ConfigNode } from '../syntax/tree';
import { fileName } from '../uri';
import { type CheckSettings, NO_SETTINGS, type RuleContext } from './context';
import { contextOf, mainPackage } from './contextOf';
import { MAX_TEXT, tooBig } from './limits';
import { findStages, type StageUse } from './neighbour';
import { since } from './since';
import { type Parts, readParts } from './parts';
import { checkStageFiles } from './stageFiles';
import { wanted } from './suppress';

export interface FileCheck {
  framework: Framework | null;
  /** Version of the first part's main package, null where there is none. */
  version: string | null;
  /** False when nothing told the version and the newest stands in. */
  versionKnown: boolean;
  findings: Finding[];
  root: ConfigNode | null;
  /** Stages that run this config; empty for a pipeline file. */
  uses: StageUse[];
  /** The configs that the file holds, with everything their rules know. */
  contexts: RuleContext[];
  /** Handle for the next check of the same document. */
  parts: Parts | null;
}

export interface CheckOptions {
  settings?: CheckSettings;
  /** The check of the document before its last change. */
  previous?: FileCheck;
}

const NOTHING: FileCheck = { framework: null, version: null, versionKnown: false, findings: [], root: null, uses: [], contexts: [], parts: null };

/** Findings of the text of one file. Files beside it are read through `files` only. */
export async function analyse(files: Files, uri: string, text: string, options: CheckOptions = {}): Promise<FileCheck> {
  const name = fileName(uri);
  if (text.length > MAX_TEXT) return tooBigCheck(files, uri, name, text);
  const uses = await findStages(files, uri);
  const parts = await readParts(files, uri, text, uses, options.previous?.parts ?? undefined);
  if (parts.framework === null) return { ...NOTHING, parts };
  const settings = merged(options.settings ?? NO_SETTINGS, uses[0] ?? null);
  if (parts.framework === 'reasoner') {
    await loadTrl();
    const { findings, root } = readPipeline(text, uri, parts.yaml);
    const all = [...findings, ...(await checkStageFiles(files, uri, root)), ...(await crossStage(files, uri, root, settings))];
    const pipelineSettings = { ...settings, rules: { ...checksOf(root), ...settings.rules } };
    return { ...NOTHING, framework: 'reasoner', version: '1', versionKnown: true, findings: wanted(all, text, pipelineSettings), root, parts };
  }
  const contexts = await Promise.all(parts.parts.map((part) => contextOf(files, uri, text, part, uses, settings)));
  // A script's or module's own syntax is no business of ours.
  const whole = !parts.script && !name.endsWith('.py');
  const general = whole ? [...syntaxFindings(parts), ...repeated(parts, contexts[0] ?? null)] : overrideFindings(parts.parts);
  const findings = (await Promise.all(contexts.map(runRules))).flat();
  const shown = wanted([...general, ...findings], text, settings);
  const main = contexts[0];
  const version = main ? main.versions.of(mainPackage(main.part)) : null;
  return { framework: parts.framework, version: version?.version ?? null, versionKnown: version?.known ?? false, findings: shown, root: parts.root, uses, contexts, parts };
}

/** LLaMA-Factory took its YAML through PyYAML at first (src/llamafactory/hparams/parser.py `read_args`). */
const readByPyYaml = (context: RuleContext): boolean => context.framework === 'llamafactory' && !since(context, 'llamafactory', '0.9.4');

/** DeepSpeed has a rule of its own for repeated keys; other JSON readers keep the last one. */
function repeated(parts: Parts, context: RuleContext | null): Finding[] {
  if (parts.framework === null || parts.framework === 'reasoner' || parts.framework === 'deepspeed') return [];
  const stops = parts.yaml && frameworkModule(parts.framework).loader === 'omegaconf' && !(context && readByPyYaml(context));
  return duplicateKeys(parts.root, stops ? 'error' : 'warning');
}

async function runRules(context: RuleContext): Promise<Finding[]> {
  const { rules } = frameworkModule(context.framework);
  const found = await Promise.all([...rules, ...(recipeWanted(context) ? recipeRules : [])].map((rule) => rule(context)));
  if (!context.part.skipped) return found.flat();
  return found.flat().map((finding) => (finding.severity === 'error' ? { ...finding, severity: 'warning' } : finding));
}

/** What the pipeline chose for its configs holds unless the user's own settings speak of the same rule. */
const merged = (settings: CheckSettings, stage: StageUse | null): CheckSettings =>
  stage?.checks ? { ...settings, rules: { ...stage.checks, ...settings.rules } } : settings;

async function tooBigCheck(files: Files, uri: string, name: string, text: string): Promise<FileCheck> {
  const ours = /^reasoner\.ya?ml$/.test(name) ? 'reasoner' : ((await findStages(files, uri))[0]?.trainer ?? null);
  return { ...NOTHING, framework: ours, findings: ours ? [tooBig(text)] : [] };
}

/** Problems of one file; none when it is not there or not ours. */
export async function checkFile(files: Files, uri: string, settings: CheckSettings = NO_SETTINGS): Promise<Problem[]> {
  const text = await tryRead(files, uri);
  return text === null ? [] : toProblems(uri, text, (await analyse(files, uri, text, { settings })).findings);
}
