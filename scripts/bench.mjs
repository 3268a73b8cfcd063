// npm run bench [-- NAME...] [--json FILE]: every figure of docs/benchmarks.md, measured now on this machine.
import { spawnSync } from 'node:child_process';
import { mkdirSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');
const args = process.argv.slice(2);
const jsonAt = args.indexOf('--json');
const jsonFile = jsonAt >= 0 ? args.splice(jsonAt, 2)[1] : null;
const GROUPS = ['client', 'lsp', 'curves', 'checkpoints', 'launch'];
const wanted = args.length > 0 ? args : GROUPS;
const unknown = wanted.filter((name) => !GROUPS.includes(name));
if (unknown.length > 0) {
  console.error(`No benchmark is called ${unknown.join(', ')}. There are: ${GROUPS.join(', ')}.`);
  process.exit(2);
}

const setup = spawnSync(process.execPath, ['scripts/setup.mjs'], { cwd: root, stdio: 'inherit' });
if (setup.status !== 0) process.exit(setup.status ?? 1);

const out = path.join(root, '.setup', 'bench');
mkdirSync(out, { recursive: true });
const figures = [];
for (const name of wanted) {
  console.log(`bench ${name}`);
  const file = path.join(out, `${name}.cjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [`test/bench/${name}.ts`],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    outfile: file,
    external: ['vscode', 'playwright-core', 'esbuild'],
    define: { 'import.meta.dirname': JSON.stringify(path.join(root, 'test', 'bench')) },
    logLevel: 'warning',
  });
  const { createRequire } = await import('node:module');
  const measured = await createRequire(import.meta.url)(file)[name]();
  for (const figure of measured) {
    const peer = figure.peer === null ? '' : `  (${figure.peer}: ${round(figure.peerValue)} ${figure.unit}, ratio ${round(figure.ratio)})`;
    console.log(`  ${figure.name.padEnd(34)} ${round(figure.value)} ${figure.unit}${peer}`);
  }
  figures.push(...measured);
}
if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify({ figures }, null, 2)}\n`);
writeDocument();

function round(value) {
  return value === null ? '-' : Number(value.toPrecision(4)).toString();
}

/** Keeps the rows of groups that were not run this time. */
function writeDocument() {
  const file = path.join(root, 'docs', 'benchmarks.md');
  const rows = new Map();
  if (existsSync(file)) {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const name = /^\| `([^`]+)`/.exec(line)?.[1];
      if (name) rows.set(name, line);
    }
  }
  const day = new Date().toISOString().slice(0, 10);
  for (const f of figures) {
    rows.set(f.name, `| \`${f.name}\` | ${round(f.value)} ${f.unit} | ${f.better} | ${f.peer ?? '-'} | ${round(f.peerValue)} | ${round(f.ratio)} | ${day} |`);
  }
  const machine = `${os.cpus().length} cores (${os.cpus()[0]?.model.trim()}), ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()} ${os.arch()}, Node ${process.versions.node}`;
  writeFileSync(
    file,
    `# Benchmarks\n\nWritten by \`npm run bench\` (one group: \`npm run bench:curves\`, …). Machine of the last run: ${machine}.\n` +
      'Ratio: times better than the peer, measured in the same run; above 1 is ahead.\n\n' +
      '| figure | value | better | peer | peer value | ratio | measured |\n| --- | --- | --- | --- | --- | --- | --- |\n' +
      [...rows.keys()].sort().map((name) => rows.get(name)).join('\n') +
      '\n',
  );
}
