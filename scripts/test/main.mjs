// Set-up, then one layer after the other; the last line counts.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setupFolder } from '../setup/paths.mjs';
import { prepare } from '../setup/prepare.mjs';
import { seconds } from '../setup/progress.mjs';
import { LAYERS, describeEditor } from './layers.mjs';

/** @returns {Promise<number>} exit code */
export async function main(argv) {
  if (argv[0] === '--list') {
    for (const { name, what } of LAYERS) console.log(`${name.padEnd(12)} ${what}`);
    return 0;
  }
  const layers = choose(argv);
  if (!layers) return 2;
  const from = Date.now();
  console.log('Set-up');
  const needed = new Set(['packages', 'build', ...layers.flatMap(({ needs }) => needs)]);
  const missing = await prepare([...needed], { keepGoing: true });
  if (needed.has('editor') && !missing.has('editor')) console.log(`  ${await describeEditor()}`);

  const results = [];
  for (const layer of layers) results.push(await runLayer(layer, missing));
  return conclude(results, Date.now() - from, layers.length === LAYERS.length);
}

/** @returns {import('./layers.mjs').Layer[] | null} null for wrong use */
function choose(argv) {
  if (argv.length === 0) return LAYERS;
  const [option, list = ''] = argv;
  const names = list.split(',').filter(Boolean);
  const unknown = names.filter((name) => !LAYERS.some((layer) => layer.name === name));
  if (option === '--only' && names.length > 0 && unknown.length === 0) return LAYERS.filter(({ name }) => names.includes(name));
  console.error(unknown.length > 0 ? `No layer is called ${unknown.join(', ')}: npm test -- --list` : 'npm test [-- --only LAYER,LAYER | --list]');
  return null;
}

async function runLayer(layer, missing) {
  const from = Date.now();
  console.log(`\n${layer.name}: ${layer.what}`);
  const lacking = ['packages', 'build', ...layer.needs].map((part) => missing.get(part)).find(Boolean);
  const count = lacking ? { passed: 0, failed: 1, problems: [`${lacking.message} ${lacking.todo}`] } : await layer.run();
  for (const problem of count.problems) console.log(problem);
  const took = Date.now() - from;
  console.log(`${count.failed === 0 ? '✓' : '✗'} ${layer.name}: ${count.passed} passed, ${count.failed} failed (${seconds(took)})`);
  return { name: layer.name, ...count, took };
}

function conclude(results, took, complete) {
  console.log('\nLayer        passed  failed     time');
  for (const { name, passed, failed, took: time } of results) {
    console.log(`${name.padEnd(12)} ${String(passed).padStart(6)}  ${String(failed).padStart(6)}  ${seconds(time).padStart(9)}`);
  }
  console.log(`${'with set-up'.padEnd(12)} ${''.padStart(6)}  ${''.padStart(6)}  ${seconds(took).padStart(9)}\n`);
  const sum = (of) => results.reduce((total, result) => total + of(result), 0);
  const passed = sum((result) => result.passed);
  const failed = sum((result) => result.failed);
  // What the benchmarks report as the time of `npm test`: complete runs only.
  if (complete && failed === 0) {
    mkdirSync(setupFolder, { recursive: true });
    const layers = Object.fromEntries(results.map(({ name, took: time }) => [name, time / 1000]));
    writeFileSync(path.join(setupFolder, 'test-times.json'), JSON.stringify({ seconds: took / 1000, layers }));
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}
