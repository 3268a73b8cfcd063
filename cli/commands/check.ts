import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { analyse, toProblems } from '../../config';
import { EXIT, UsageError } from '../args';
import type { Command } from '../command';
import { nodeFiles } from '../nodeFiles';
import { report } from '../report';

interface CheckedFile {
  file: string;
  /** Framework id, null for a file that is none of ours. */
  framework: string | null;
  problems: { line: number; character: number; severity: string; code: string; message: string }[];
}

/** JSON: `{"files": [{"file", "framework", "problems": [{"line", "character", "severity", "code", "message"}]}]}`, one-based. */
export const check: Command = async (context) => {
  const files = context.args.rest;
  if (files.length === 0) throw new UsageError('check needs at least one FILE');
  const results: CheckedFile[] = [];
  let errors = 0;
  for (const file of files) {
    const uri = pathToFileURL(path.resolve(file)).href;
    const text = await nodeFiles.read(uri);
    if (text === null) throw new UsageError(`${file} cannot be read: it is not there, no plain file, or over 16 MB`);
    const { framework, findings } = await analyse(nodeFiles, uri, text);
    const problems = toProblems(uri, text, findings);
    errors += problems.filter((problem) => problem.severity === 'error').length;
    results.push({
      file,
      framework,
      problems: problems.map(({ severity, code, message, line, character }) => ({
        line: line + 1,
        character: character + 1,
        severity,
        code,
        message,
      })),
    });
  }
  await report(context, { files: results }, () => {
    for (const { file, framework, problems } of results) {
      if (framework === null) context.out.line(`${file}: not a config that Reasoner Studio knows`);
      for (const p of problems) context.out.line(`${file}:${p.line}:${p.character}: ${p.severity} ${p.code}: ${p.message}`);
    }
    context.out.note(`${files.length} ${files.length === 1 ? 'file' : 'files'}, ${errors} ${errors === 1 ? 'error' : 'errors'}`);
  });
  return errors > 0 ? EXIT.findings : EXIT.ok;
};
