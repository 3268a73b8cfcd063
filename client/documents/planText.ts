/** A plan as people read it: comments, and the commands that a shell would take. */
import type { Plan } from '../../protocol/plan';
import * as l10n from '../l10n';

type Problem = { message: string; hint: string | null };

/** Readable, and copyable into a POSIX shell. */
const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** @param plan null when the problems stop it */
export function planText(plan: Plan | null, problems: readonly Problem[]): string {
  const lines = problems.flatMap(({ message, hint }) => comment([message, hint].filter(Boolean).join(' ')));
  if (plan) lines.push(...head(plan), ...plan.stages.flatMap(stageLines));
  return `${lines.join('\n')}\n`;
}

/** Text of configs and hosts: whatever lines it has, each stays a comment. */
const comment = (text: string): string[] => text.split(/\r\n|[\r\n\u2028\u2029]/).map((line) => `# ${line}`.trimEnd());

function head(plan: Plan): string[] {
  const rows: [string, string][] = [
    [l10n.t('target'), `${plan.target.name} (${plan.target.kind})`],
    [l10n.t('workdir'), plan.workdir],
    [l10n.t('run folder'), plan.runDir],
    [l10n.t('environment'), plan.venv ?? 'python3'],
  ];
  if (plan.ship.length > 0) rows.push([l10n.t('files to ship'), String(plan.ship.length)]);
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.flatMap(([name, value]) => comment(`${name.padEnd(width)}  ${value}`));
}

function stageLines(stage: Plan['stages'][number]): string[] {
  const lines = ['', ...comment(l10n.t('{0} ({1}), output in {2}', stage.name, stage.trainer, stage.outputDir))];
  if (stage.totalSteps !== null) lines.push(...comment(l10n.t('{0} optimizer steps', stage.totalSteps)));
  for (const process of stage.processes) {
    lines.push('', ...comment(process.phase === null ? process.role : l10n.t('{0}, phase {1}', process.role, process.phase + 1)), `cd ${quoted(process.cwd)}`);
    for (const [name, value] of Object.entries(process.env)) lines.push(value === null ? `unset ${name}` : `export ${name}=${quoted(value)}`);
    lines.push(process.argv.map(quoted).join(' '));
  }
  return lines;
}
