// npm run accuracy [-- --only NAME,NAME] [--checkout NAME=PATH ...] [--json FILE]
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { prepare } from '../setup/prepare.mjs';
import { changedConfigs } from './cases.mjs';
import { compare, loadOurs } from './compare.mjs';
import { table, writeDocument } from './document.mjs';
import { FRAMEWORKS } from './environment.mjs';
import { examplesOf } from './examples.mjs';
import { verdictsOf } from './verdicts.mjs';

const USAGE = `npm run accuracy [-- OPTIONS]
  --only NAME,NAME       these frameworks: ${Object.keys(FRAMEWORKS).join(', ')}
  --checkout NAME=PATH   a repository at the version above, for its examples (and for what is in no index); repeatable
  --json FILE            the figures as JSON`;

function readOptions(argv) {
  try {
    const { values } = parseArgs({ args: argv, options: { only: { type: 'string' }, checkout: { type: 'string', multiple: true, default: [] }, json: { type: 'string' }, help: { type: 'boolean' } } });
    const names = values.only?.split(',') ?? Object.keys(FRAMEWORKS);
    const checkouts = new Map(values.checkout.map((pair) => [pair.slice(0, pair.indexOf('=')), path.resolve(pair.slice(pair.indexOf('=') + 1))]));
    const unknown = [...names, ...checkouts.keys()].filter((name) => !FRAMEWORKS[name]);
    if (unknown.length > 0) throw new Error(`No framework is called ${unknown.join(', ')}.`);
    return values.help ? null : { names, checkouts, json: values.json };
  } catch (error) {
    console.error(error.message);
    return null;
  }
}

const emptyRow = (name) => ({
  name,
  version: FRAMEWORKS[name].version ?? 'checkout',
  mutants: 0,
  accepted: 0,
  agree: 0,
  missed: [],
  falseErrors: [],
  examples: 0,
  exampleErrors: [],
  refused: [],
  skipped: [],
});

async function measure(name, checkouts, errorsOf) {
  const say = (line) => process.stdout.isTTY && process.stdout.write(`\r\x1b[K${name}: ${line}`);
  const row = emptyRow(name);
  if (FRAMEWORKS[name].mutants) {
    const cases = await changedConfigs(name, { say });
    const result = await compare(cases, await verdictsOf(name, cases, { say }), errorsOf);
    const { agree, accepted, missed, falseErrors, skipped } = result;
    Object.assign(row, { agree, accepted, missed, falseErrors, skipped, mutants: cases.length - skipped.length });
  }
  const examples = examplesOf(name, checkouts);
  row.skipped.push(...examples.skipped);
  if (examples.cases.length > 0) {
    const result = await compare(examples.cases, await verdictsOf(name, examples.cases, { say, ...(FRAMEWORKS[name].checkout ? { checkout: checkouts.get(name) } : {}) }), errorsOf);
    row.examples = examples.cases.length - result.skipped.length;
    row.exampleErrors = result.falseErrors;
    row.refused = [...result.missed, ...result.refused];
    row.skipped.push(...result.skipped);
  }
  if (process.stdout.isTTY) process.stdout.write('\r\x1b[K');
  return row;
}

/** A framework that could not be asked says nothing about the others. */
function failed(name, error) {
  console.error(`${name}: ${error.message} ${error.todo ?? ''}`);
  return { ...emptyRow(name), skipped: [{ id: name, error: `could not be asked: ${error.message}` }] };
}

async function main(argv) {
  const options = readOptions(argv);
  if (!options) {
    console.error(USAGE);
    return 2;
  }
  await prepare(['packages', 'python']);
  const errorsOf = await loadOurs();
  const rows = [];
  for (const name of options.names) {
    const row = await measure(name, options.checkouts, errorsOf).catch((error) => failed(name, error));
    rows.push(row);
    console.log(`${name} ${row.version}: ${row.agree} of ${row.mutants} agree, ${row.missed.length} missed, ${row.falseErrors.length} false errors; ${row.exampleErrors.length} errors on ${row.examples} examples; ${row.skipped.length} skipped`);
    for (const one of row.falseErrors) console.log(`  false error: ${one.id}\n    ours: ${one.ours.join('; ')}`);
    for (const one of row.exampleErrors) console.log(`  error on a shipped file: ${one.id}\n    ours: ${one.ours.join('; ')}`);
    for (const one of row.missed) console.log(`  missed: ${one.id}\n    theirs: ${one.error.replace(/\s+/g, ' ').slice(0, 200)}`);
  }
  console.log(`\n${table(rows)}`);
  // A part of the frameworks is no reason to lose the record of the others.
  if (options.names.length === Object.keys(FRAMEWORKS).length) writeDocument(rows, new Date().toISOString().slice(0, 10));
  if (options.json) {
    const count = ({ name, version, mutants, agree, missed, falseErrors, examples, exampleErrors, skipped }) => ({
      name, version, mutants, agree, missed: missed.length, falseErrors: falseErrors.length, examples, exampleErrors: exampleErrors.length, skipped: skipped.length,
    });
    writeFileSync(options.json, `${JSON.stringify({ frameworks: rows.map(count) }, null, 2)}\n`);
  }
  return rows.some((row) => row.falseErrors.length + row.exampleErrors.length > 0 || row.skipped.some(({ error }) => error.startsWith('could not be asked'))) ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
