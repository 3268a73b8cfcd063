/** One file: whose it is, and what is wrong with it. */
import type { Problem } from '../../protocol/lsp';
import { type Files, tryRead } from '../files';
import { type Finding, toProblems } from '../finding';
import { type Framework, recognise } from '../frameworks/recognise';
import { trlCatalogue } from '../frameworks/trl/catalogue';
import { readPipeline } from '../pipeline/parse';
import { duplicateKeys, syntaxFindings } from '../rules/general';
import { parseYaml } from '../syntax/yaml/parse';
import type { ConfigNode } from '../syntax/tree';
import { fileName } from '../uri';
import { MAX_TEXT, tooBig } from './limits';
import { findStages, type StageUse } from './neighbour';
import { checkStageFiles } from './stageFiles';
import { checkTrl } from './trl';

export interface FileCheck {
  framework: Framework | null;
  /** Version of the catalogue that was used, null where there is none. */
  version: string | null;
  findings: Finding[];
  root: ConfigNode | null;
  /** Stages that run this config; empty for a pipeline file. */
  uses: StageUse[];
}

/** Findings of the text of one file. Files beside it are read through `files` only. */
export async function analyse(files: Files, uri: string, text: string): Promise<FileCheck> {
  const name = fileName(uri);
  const nothing: FileCheck = { framework: null, version: null, findings: [], root: null, uses: [] };
  if (text.length > MAX_TEXT) {
    const ours = /^reasoner\.ya?ml$/.test(name) ? 'reasoner' : ((await findStages(files, uri))[0]?.trainer ?? null);
    return { ...nothing, framework: ours, findings: ours ? [tooBig(text)] : [] };
  }
  const uses = await findStages(files, uri);
  const parsed = parseYaml(text);
  const framework = recognise(name, text, parsed.root, uses[0]?.trainer ?? null);
  if (framework === null) return nothing;
  if (framework === 'reasoner') {
    const { findings, root } = readPipeline(text, uri);
    return { framework, version: '1', findings: [...findings, ...(await checkStageFiles(files, uri, root))], root, uses: [] };
  }
  const use = uses[0];
  const findings = [
    ...syntaxFindings(parsed),
    ...duplicateKeys(parsed.root),
    ...checkTrl(parsed.root, framework, use?.reader ?? { kind: 'unknown' }, use !== undefined, parsed.problems.length > 0),
  ];
  return { framework, version: trlCatalogue().version, findings, root: parsed.root, uses };
}

/** Problems of one file; none when it is not there or not ours. */
export async function checkFile(files: Files, uri: string): Promise<Problem[]> {
  const text = await tryRead(files, uri);
  return text === null ? [] : toProblems(uri, text, (await analyse(files, uri, text)).findings);
}
