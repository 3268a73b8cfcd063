/** The pages of docs/rules, from the table of rules. */
import type { Example, RulePage } from './pages/page';
import { RULES } from './table';

/** Examples longer than this are described instead of shown. */
const MAX_SHOWN = 1000;

const LANGUAGES: Readonly<Record<string, string>> = { sh: 'bash', sbatch: 'bash', slurm: 'bash', json: 'json', hjson: 'json', jsonl: 'json', py: 'python' };
const languageOf = (name: string): string => LANGUAGES[name.slice(name.lastIndexOf('.') + 1)] ?? 'yaml';

const fence = (name: string, text: string): string =>
  text.length > MAX_SHOWN ? `\`${name}\`: a file of ${text.length.toLocaleString('en')} characters.\n` : `\`${name}\`\n\n\`\`\`${languageOf(name)}\n${text.trimEnd()}\n\`\`\`\n`;

function example(title: string, shown: Example): string {
  const beside = Object.entries(shown.beside ?? {}).map(([name, text]) => fence(name, text));
  return [`## ${title}\n`, fence(shown.file, shown.text), ...(beside.length > 0 ? ['Beside it:\n', ...beside] : [])].join('\n');
}

const page = (id: string, rule: RulePage): string =>
  [
    `# ${id}: ${rule.title}\n`,
    `Severity: ${rule.severity}.\n`,
    `## What it does\n\n${rule.what}\n`,
    `## Why it is bad\n\n${rule.why}\n`,
    example('Example', rule.fails),
    example('Mended', rule.mended),
    ...(rule.unknown ? [example('Silent', rule.unknown)] : []),
    `## Source\n\n${rule.source}\n`,
  ].join('\n');

function index(): string {
  const rows = Object.entries(RULES).map(([id, rule]) => `| [${id}](${id}.md) | ${rule.severity} | ${rule.title} |`);
  return ['# Rules\n', 'Error means: the framework of that version rejects the file or breaks on it.\n', '| id | severity | |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

/** File name to text. */
export const renderPages = (): Record<string, string> => ({
  'README.md': index(),
  ...Object.fromEntries(Object.entries(RULES).map(([id, rule]) => [`${id}.md`, page(id, rule)])),
});
