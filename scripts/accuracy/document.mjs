// docs/accuracy.md: the table, and every verdict that differs, in the framework's own words.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../setup/paths.mjs';

const percent = (part, whole) => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`);
/** Text of a cell; where this machine keeps things is no part of what a framework says. */
const cell = (text) => String(text ?? '').replaceAll(`${root}${path.sep}`, '').replace(/\/tmp\/tmp\w+\//g, '').replace(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('<', '&lt;').slice(0, 260);

/** @param {object[]} rows what main.mjs collected, one per framework */
export function table(rows) {
  const lines = rows.map((row) =>
    [row.name, row.version, row.mutants, percent(row.accepted, row.mutants), row.agree, percent(row.agree, row.mutants), row.missed.length, row.falseErrors.length, row.examples, row.exampleErrors.length, row.skipped.length]
      .join(' | ')
      .replace(/^(.*)$/, '| $1 |'),
  );
  return [
    '| framework | version | changed configs | accepted by it | agree | | missed | false errors | shipped examples | errors on them | skipped |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...lines,
  ].join('\n');
}

const list = (title, rows, heads, line) => (rows.length === 0 ? [] : [`### ${title}`, '', `| ${heads.join(' | ')} |`, `|${' --- |'.repeat(heads.length)}`, ...rows.map(line), '']);

function details(row) {
  const wrong = list('False errors', row.falseErrors, ['config', 'our error, while the framework accepts'], (one) => `| ${cell(one.id)} | ${cell(one.ours.join('; '))} |`);
  const missed = list('Missed', row.missed, ['config', 'what the framework says'], (one) => `| ${cell(one.id)} | ${cell(one.error)} |`);
  const examples = list('Shipped examples with an error of ours', row.exampleErrors, ['file', 'ours', 'the framework'], (one) => `| ${cell(one.id)} | ${cell(one.ours.join('; '))} | ${cell(one.error ?? 'accepts')} |`);
  const refused = list('Shipped examples that the framework refuses', row.refused, ['file', 'the framework', 'ours'], (one) => `| ${cell(one.id)} | ${cell(one.error)} | ${cell(one.ours.join('; ') || 'nothing')} |`);
  const reasons = new Map();
  for (const { error } of row.skipped) reasons.set(error, (reasons.get(error) ?? 0) + 1);
  const skipped = list('Skipped', [...reasons], ['reason', 'how many'], ([reason, those]) => `| ${cell(reason)} | ${those} |`);
  const all = [...wrong, ...examples, ...refused, ...missed, ...skipped];
  return all.length === 0 ? [] : [`## ${row.name} ${row.version}`, '', ...all];
}

export function writeDocument(rows, day) {
  const text = `# Accuracy

Written by \`npm run accuracy\` on ${day}. Each framework judges the same configs as this extension: its own parser and
checks run, up to where a model, a tokenizer or a data file would be opened (\`scripts/accuracy/README.md\`). Ours counts
as a rejection when at least one finding has severity error; warnings do not count. The changed configs are made by a
script from the frameworks' own classes, never from this extension's catalogues. What cannot be asked is skipped and
counts as nothing.

${table(rows)}

Every verdict that differs:

${rows.flatMap(details).join('\n')}`;
  writeFileSync(path.join(root, 'docs', 'accuracy.md'), `${text.trimEnd()}\n`);
}
