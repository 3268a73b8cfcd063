import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { analyse, type CheckSettings, NO_SETTINGS, toProblems } from '../../config';
import { EXIT, UsageError } from '../args';
import { type CheckedFile, type CheckedProblem, SEVERITIES } from '../check/checked';
import { findFiles } from '../check/findFiles';
import { githubLines } from '../check/github';
import { sarif } from '../check/sarif';
import type { Command, CommandContext } from '../command';
import { nodeFiles } from '../nodeFiles';
import { report } from '../report';
import { VERSION } from '../version';

const FORMATS = ['text', 'json', 'sarif', 'github'] as const;
const FAIL_ON = [...SEVERITIES, 'never'] as const;

/** JSON: `{"files": [{"file", "framework", "version", "versionKnown", "problems": [{"line", ..., "severity", "code", "message"}]}]}`, one-based. */
export const check: Command = async (context) => {
  const { rest, options } = context.args;
  if (rest.length === 0) throw new UsageError('check needs at least one FILE or FOLDER');
  const format = oneOf('--format', options.json ? 'json' : (options.format ?? 'text'), FORMATS);
  const failOn = oneOf('--fail-on', options['fail-on'] ?? 'error', FAIL_ON);
  const settings = settingsOf(options.version ?? []);
  const files: CheckedFile[] = [];
  for (const { file, named } of await findFiles(rest)) {
    const checked = await checkOne(file, settings);
    if ((named && !options.quiet) || checked.framework !== null) files.push(checked);
  }
  await write(context, format, files);
  const limit = FAIL_ON.indexOf(failOn);
  const failed = failOn !== 'never' && files.some(({ problems }) => problems.some(({ severity }) => SEVERITIES.indexOf(severity) <= limit));
  return failed ? EXIT.findings : EXIT.ok;
};

async function checkOne(file: string, settings: CheckSettings): Promise<CheckedFile> {
  const uri = pathToFileURL(path.resolve(file)).href;
  const text = await nodeFiles.read(uri);
  if (text === null) throw new UsageError(`${file} cannot be read: it is no plain file, or over 16 MB`);
  const { framework, version, versionKnown, findings } = await analyse(nodeFiles, uri, text, { settings });
  const problems = toProblems(uri, text, findings).map(({ severity, code, message, line, character, endLine, endCharacter }): CheckedProblem => {
    return { line: line + 1, character: character + 1, endLine: endLine + 1, endCharacter: endCharacter + 1, severity, code, message };
  });
  return { file, framework, version, versionKnown, problems };
}

async function write(context: CommandContext, format: (typeof FORMATS)[number], files: readonly CheckedFile[]): Promise<void> {
  const { output } = context.args.options;
  if (format === 'sarif') {
    const text = `${JSON.stringify(sarif(files, VERSION), null, 2)}\n`;
    if (output === undefined) context.out.line(text.trimEnd());
    else await writeFile(output, text);
    return;
  }
  if (format === 'github') return githubLines(files).forEach((line) => context.out.line(line));
  // `--output` alone means JSON into a file, beside the text.
  const asked = format === 'json' ? { ...context, args: { ...context.args, options: { ...context.args.options, json: true } } } : context;
  await report(asked, { files }, () => text(context, files));
}

function text(context: CommandContext, files: readonly CheckedFile[]): void {
  const count = (severity: CheckedProblem['severity']): number => files.flatMap(({ problems }) => problems).filter((problem) => problem.severity === severity).length;
  for (const { file, framework, problems } of files) {
    if (framework === null) context.out.line(`${file}: not a config that Reasoner Studio knows`);
    for (const p of problems) context.out.line(`${file}:${p.line}:${p.character}: ${p.severity} ${p.code}: ${p.message}`);
  }
  const say = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
  context.out.note(`${say(files.length, 'file')}, ${say(count('error'), 'error')}, ${say(count('warning'), 'warning')}`);
}

function oneOf<T extends string>(option: string, given: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === given);
  if (!found) throw new UsageError(`${option} takes one of ${allowed.join(', ')}, not ${given}`);
  return found;
}

/** `--version trl=1.13.0`, repeatable. */
function settingsOf(given: readonly string[]): CheckSettings {
  const versions = given.map((pair) => {
    const [name = '', version = ''] = pair.split(/[=@]/);
    if (!name || !version) throw new UsageError(`--version takes PACKAGE=VERSION, not ${pair}`);
    return [name, version] as const;
  });
  return { ...NO_SETTINGS, versions: Object.fromEntries(versions) };
}
