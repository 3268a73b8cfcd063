/** YAML text to a config tree: PyYAML's values, ranges of every key and value, and the rest of a half-typed file. */
import { parseDocument, type Document, type YAMLError } from 'yaml';
import type { ConfigNode, Range } from '../tree';
import { Composer } from './compose';
import { MAX_DEPTH, tooDeep } from './depth';
import { joinFlowLines } from './flow';

export interface SyntaxProblem {
  range: Range;
  message: string;
}

export interface ParsedYaml {
  /** Null for an empty file. */
  root: ConfigNode | null;
  problems: SyntaxProblem[];
}

/** Characters that PyYAML's reader refuses. */
const UNPRINTABLE = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Said of an unclosed bracket, and of a closed one whose lines are not indented. */
const UNCLOSED = /^Flow (?:sequence|map) in block collection/;

/** Half-typed lines that are looked past; a file with more of them is no config that someone is editing. */
const MAX_STRAY_LINES = 5;

/** Errors of the `yaml` package about text that PyYAML reads without complaint. */
const ACCEPTED_BY_PYYAML = [/^Comments must be separated from other tokens/];

const parse = (text: string): Document.Parsed =>
  parseDocument(text, {
    schema: 'failsafe',
    version: '1.1',
    uniqueKeys: false,
    merge: false,
    prettyErrors: false,
    logLevel: 'error',
  });

export function parseYaml(text: string): ParsedYaml {
  const unprintable = UNPRINTABLE.exec(text);
  if (unprintable) {
    const code = unprintable[0].codePointAt(0) ?? 0;
    const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
    const range = { start: unprintable.index, end: unprintable.index + unprintable[0].length };
    return { root: null, problems: [{ range, message: `The character ${name} is not allowed in YAML. Is this a text file?` }] };
  }
  const deep = tooDeep(text);
  if (deep !== null) return { root: null, problems: [{ range: { start: deep, end: deep + 1 }, message: `Nested more than ${MAX_DEPTH} levels deep.` }] };
  return compose(text);
}

function compose(text: string): ParsedYaml {
  const stray: SyntaxProblem[] = [];
  let readable = text;
  let document = parse(text);
  if (document.errors.some((error) => UNCLOSED.test(error.message))) {
    readable = joinFlowLines(text) ?? text;
    document = parse(readable);
  }
  // A line being typed swallows the next one into its key. Without it the rest of the file is as it was.
  for (let broken = strayLine(document, readable); broken && stray.length < MAX_STRAY_LINES; broken = strayLine(document, readable)) {
    stray.push({ range: broken, message: 'This line has no ": " after its key.' });
    readable = readable.slice(0, broken.start) + ' '.repeat(broken.end - broken.start) + readable.slice(broken.end);
    document = parse(readable);
  }
  const errors = document.errors.filter((error) => !ACCEPTED_BY_PYYAML.some((pattern) => pattern.test(error.message)));
  const composer = new Composer(text, errors.map((error) => rangeOf(error, readable)));
  const root = document.contents ? composer.node(document.contents) : null;
  return { root, problems: [...stray, ...errors.map((error) => ({ range: rangeOf(error, readable), message: describe(error) })), ...composer.problems] };
}

/** A line without a colon that stands before one with a colon: the parser takes both for one key. */
function strayLine(document: Document.Parsed, text: string): Range | null {
  const error = document.errors.find(({ code }) => code === 'MULTILINE_IMPLICIT_KEY');
  if (!error) return null;
  const key = text.slice(...error.pos);
  const line = /^[^\n]*?(?=\s*\n)/.exec(key)?.[0] ?? '';
  return line === '' ? null : { start: error.pos[0], end: error.pos[0] + line.length };
}

/** An unclosed bracket is noticed at the next key; it is missing behind what stands before that. */
function rangeOf(error: YAMLError, text: string): Range {
  if (UNCLOSED.test(error.message)) {
    const end = text.slice(0, error.pos[0]).trimEnd().length;
    return { start: Math.max(0, end - 1), end };
  }
  return { start: error.pos[0], end: Math.max(error.pos[1], error.pos[0]) };
}

/** The parser's sentence where it is plain, ours where it speaks in YAML's own jargon. */
function describe(error: YAMLError): string {
  if (error.code === 'MULTIPLE_DOCS') return 'A second document (---) starts here; a config is one document.';
  if (error.code === 'TAB_AS_INDENT') return 'Tabs are not allowed as indentation: use spaces.';
  if (error.code === 'BLOCK_AS_IMPLICIT_KEY') return 'A second ": " in one value. Quote the value if the colon belongs to it.';
  if (error.code === 'MULTILINE_IMPLICIT_KEY') return 'This line has no ": " after its key.';
  if (UNCLOSED.test(error.message)) return `The bracket is not closed: ${/with a (.)/.exec(error.message)?.[1] ?? ']'} is missing here.`;
  if (/^Implicit map keys need to be followed/.test(error.message)) return 'A key without ": " and a value.';
  return `${error.message.replace(/\s+at line \d+, column \d+:?[^]*$/, '')}.`;
}
