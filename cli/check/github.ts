/** Workflow commands of GitHub Actions: problems become annotations on the lines of a pull request. */
import type { CheckedFile, CheckedProblem } from './checked';

const COMMANDS: Readonly<Record<CheckedProblem['severity'], string>> = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' };

/** A percent sign and line ends would end the command (GitHub's toolkit, `escapeData`). */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

export const githubLines = (files: readonly CheckedFile[]): string[] =>
  files.flatMap(({ file, problems }) =>
    problems.map((problem) => {
      const place = [`file=${property(file)}`, `line=${problem.line}`, `endLine=${problem.endLine}`, `col=${problem.character}`];
      // GitHub takes an end column only within one line.
      if (problem.endLine === problem.line) place.push(`endColumn=${problem.endCharacter}`);
      return `::${COMMANDS[problem.severity]} ${place.join(',')},title=${property(problem.code)}::${data(problem.message)}`;
    }),
  );
