/** A pipeline with everything that launching it would read. */
import type { Problem } from '../../protocol/lsp';
import { type Files, tryRead } from '../files';
import { toProblems } from '../finding';
import { namedMaps, textOf } from '../pipeline/references';
import { parseYaml } from '../syntax/yaml/parse';
import { resolveUri } from '../uri';
import { analyse } from './file';
import { MAX_TEXT } from './limits';

/**
 * Problems of reasoner.yaml and of the configs of its stages.
 *
 * @param stage only this stage's config beside the pipeline file itself; null or absent for all
 */
export async function checkPipelineFiles(files: Files, pipelineUri: string, stage?: string | null): Promise<Problem[]> {
  const text = await tryRead(files, pipelineUri);
  if (text === null) {
    const place = { uri: pipelineUri, line: 0, character: 0, endLine: 0, endCharacter: 0 };
    return [{ ...place, severity: 'error', code: 'PIPE-CONFIG-MISSING', message: 'The pipeline file is not there or cannot be read.' }];
  }
  const problems = toProblems(pipelineUri, text, (await analyse(files, pipelineUri, text)).findings);
  if (text.length > MAX_TEXT) return problems;
  const configs = new Set<string>();
  for (const { name, map } of namedMaps(parseYaml(text).root, 'stages')) {
    const config = textOf(map, 'config')?.text;
    if (config && (stage == null || stage === name)) configs.add(resolveUri(pipelineUri, config));
  }
  for (const uri of configs) {
    const config = await tryRead(files, uri);
    if (config !== null) problems.push(...toProblems(uri, config, (await analyse(files, uri, config)).findings));
  }
  return problems;
}
