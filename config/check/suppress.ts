/**
 * Findings that the user does not want to see.
 *
 *     train_batch_size: 7   # reasoner: ignore[VERL-BATCH-WORLD]
 *     # reasoner: ignore[VERL-SAVE-OFF, VERL-LOGGER]      the next line
 *     # reasoner: ignore-file[HF-TENSORBOARD-OFF]         the whole file; without brackets every rule
 *
 * For a workspace: `checks` in reasoner.yaml or the setting `reasoner.rules`, by rule or by a prefix ending in `*`.
 */
import type { Finding } from '../finding';
import { Lines } from '../syntax/lines';
import type { CheckSettings } from './context';

const COMMENT = /(?:#|\/\/)[ \t]*reasoner:[ \t]*(ignore(?:-file)?)\b(?:\[([^\]\r\n]*)\])?/g;
/** Comments looked at; no file needs more, and a hostile one could be nothing else. */
const MAX_COMMENTS = 1000;

interface Ignored {
  file: (rule: string) => boolean;
  line: (line: number, rule: string) => boolean;
}

function ignored(text: string, lines: Lines): Ignored | null {
  if (!text.includes('reasoner:')) return null;
  const file: string[] = [];
  const byLine = new Map<number, string[]>();
  for (const match of [...text.matchAll(COMMENT)].slice(0, MAX_COMMENTS)) {
    const rules = match[2] === undefined ? ['*'] : match[2].split(',').map((rule) => rule.trim()).filter(Boolean);
    if (match[1] === 'ignore-file') file.push(...rules);
    else {
      const { line, character } = lines.position(match.index);
      // A comment that stands alone speaks of the line below it.
      const alone = lines.line(line).slice(0, character).trim() === '';
      const at = alone ? line + 1 : line;
      byLine.set(at, [...(byLine.get(at) ?? []), ...rules]);
    }
  }
  return { file: (rule) => file.some((given) => covers(given, rule)), line: (line, rule) => byLine.get(line)?.some((given) => covers(given, rule)) ?? false };
}

const covers = (given: string, rule: string): boolean => given === rule || (given.endsWith('*') && rule.startsWith(given.slice(0, -1)));

/** The severity that settings give a rule: its own name first, then the longest prefix. */
function chosen(settings: CheckSettings, rule: string): 'off' | Finding['severity'] | null {
  const exact = settings.rules[rule];
  if (exact) return exact;
  const prefix = Object.keys(settings.rules)
    .filter((given) => given.endsWith('*') && covers(given, rule))
    .sort((a, b) => b.length - a.length)[0];
  return prefix === undefined ? null : (settings.rules[prefix] ?? null);
}

/** What is left to show, with the severities that the user chose. */
export function wanted(findings: readonly Finding[], text: string, settings: CheckSettings): Finding[] {
  if (findings.length === 0) return [];
  const lines = new Lines(text);
  const silenced = ignored(text, lines);
  return findings.flatMap((finding) => {
    if (silenced && (silenced.file(finding.rule) || silenced.line(lines.position(finding.range.start).line, finding.rule))) return [];
    const severity = chosen(settings, finding.rule);
    if (severity === 'off') return [];
    return [severity ? { ...finding, severity } : finding];
  });
}
