/** SARIF 2.1.0 (OASIS), which code scanning services and editors read. */
import path from 'node:path';
import { RULES_TEXT } from '../../config';
import type { CheckedFile, CheckedProblem } from './checked';

const LEVELS: Readonly<Record<CheckedProblem['severity'], 'error' | 'warning' | 'note'>> = { error: 'error', warning: 'warning', information: 'note', hint: 'note' };

export function sarif(files: readonly CheckedFile[], version: string): unknown {
  const used = [...new Set(files.flatMap(({ problems }) => problems.map(({ code }) => code)))].sort();
  const index = new Map(used.map((code, i) => [code, i]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Reasoner Studio', semanticVersion: version, rules: used.map(rule) } },
        columnKind: 'utf16CodeUnits',
        results: files.flatMap(({ file, problems }) => problems.map((problem) => result(file, problem, index.get(problem.code) ?? -1))),
      },
    ],
  };
}

function rule(id: string): unknown {
  const page = RULES_TEXT[id];
  return { id, ...(page ? { shortDescription: { text: page.title }, fullDescription: { text: page.what }, help: { text: `${page.what}\n\n${page.why}` } } : {}) };
}

const result = (file: string, problem: CheckedProblem, ruleIndex: number): unknown => ({
  ruleId: problem.code,
  ruleIndex,
  level: LEVELS[problem.severity],
  message: { text: problem.message },
  locations: [
    {
      physicalLocation: {
        artifactLocation: { uri: path.isAbsolute(file) ? `file://${encodeURI(file)}` : encodeURI(file.split(path.sep).join('/')) },
        region: { startLine: problem.line, startColumn: problem.character, endLine: problem.endLine, endColumn: problem.endCharacter },
      },
    },
  ],
});
