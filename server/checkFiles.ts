/** `reasoner/checkFiles`: the problems of files and of everything that launching them would read. */
import { checkFile, checkPipelineFiles, type Files } from '../config';
import { decode } from '../protocol/decode';
import { CheckFilesParams, CheckFilesRequest, type CheckFilesResult, type Problem } from '../protocol/lsp';

export async function checkFiles(files: Files, params: unknown): Promise<CheckFilesResult> {
  const { uris } = decode(CheckFilesParams, params, CheckFilesRequest);
  const problems = new Map<string, Problem>();
  for (const uri of uris) {
    const found = /\/reasoner\.ya?ml$/.test(uri) ? await checkPipelineFiles(files, uri) : await checkFile(files, uri);
    for (const problem of found) problems.set(JSON.stringify(problem), problem);
  }
  return { problems: [...problems.values()] };
}
