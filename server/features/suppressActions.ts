/** Comments that silence a finding: behind its line, or for the whole file. */
import type { TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../../config';

/** Rules about the text itself cannot be talked away. */
const NEVER = new Set(['GEN-SYNTAX']);

export function suppressions(document: TextDocument, finding: Finding): { title: string; edits: TextEdit[] }[] {
  // JSON has no comments: there a pipeline's `checks` or a setting does it.
  if (document.uri.endsWith('.json') || NEVER.has(finding.rule)) return [];
  const { line } = document.positionAt(finding.range.start);
  const text = document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } }).replace(/\r?\n$/, '');
  const before = document.getText().slice(0, 4000);
  // A shebang stays the first line.
  const top = before.startsWith('#!') ? 1 : 0;
  const above = line > 0 ? document.getText({ start: at(line - 1, 0).start, end: at(line, 0).start }).replace(/\r?\n$/, '') : '';
  // A comment between the lines of a continued command would end it.
  const continued = [text, above].some((candidate) => candidate.endsWith('\\'));
  const onLine = { title: `Ignore ${finding.rule} on this line`, edits: [needsOwnLine(text) ? ownLine(line, text, finding.rule) : behind(line, text, finding.rule)] };
  return [
    ...(continued ? [] : [onLine]),
    { title: `Ignore ${finding.rule} in this file`, edits: [{ range: at(top, 0), newText: `# reasoner: ignore-file[${finding.rule}]\n` }] },
  ];
}

const at = (line: number, character: number): TextEdit['range'] => ({ start: { line, character }, end: { line, character } });

/** Inside a quoted or folded value a comment would be part of the text. */
const needsOwnLine = (text: string): boolean => /["'|>]/.test(text);

const behind = (line: number, text: string, rule: string): TextEdit => ({ range: at(line, text.length), newText: `  # reasoner: ignore[${rule}]` });

const ownLine = (line: number, text: string, rule: string): TextEdit => ({ range: at(line, 0), newText: `${/^\s*/.exec(text)?.[0] ?? ''}# reasoner: ignore[${rule}]\n` });
