// Asks a framework: node scripts/accuracy/ask.mjs FRAMEWORK < cases.jsonl, or with one FILE to be judged.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { FRAMEWORKS, pythonOf } from './environment.mjs';

/** Oracles that one framework asks by another file than its name. */
const FILES = { 'ms-swift': 'swift', 'open-reasoner-zero': 'orz' };

export const oracleOf = (framework) => path.join(import.meta.dirname, 'oracles', `${FILES[framework] ?? framework}.py`);

/**
 * The framework's verdicts on `cases`, by id.
 * @param {object[]} cases see oracles/serve.py
 * @param {{ say?: (line: string) => void, checkout?: string, workers?: number }} options
 * @returns {Promise<Map<string, { accepts: boolean, error: string | null, unclear?: boolean }>>}
 */
export async function ask(framework, cases, { say, checkout, workers = 1 } = {}) {
  const python = await pythonOf(framework, say);
  const script = oracleOf(framework);
  const parts = Array.from({ length: Math.max(1, Math.min(workers, cases.length)) }, (_, part) => cases.filter((_case, i) => i % workers === part));
  const answers = await Promise.all(parts.map((part) => run(python, script, part, checkout, say)));
  return new Map(answers.flat().map((answer) => [answer.id, answer]));
}

function run(python, script, cases, checkout, say) {
  const child = spawn(python, ['-B', script, ...(checkout ? [checkout] : [])], { stdio: ['pipe', 'pipe', 'pipe'], cwd: path.dirname(script) });
  let output = '';
  let errors = '';
  let lines = 0;
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    output += chunk;
    lines += chunk.split('\n').length - 1;
    say?.(`${path.basename(script, '.py')}: ${lines} of ${cases.length}`);
  });
  child.stderr.setEncoding('utf8').on('data', (chunk) => (errors += chunk));
  child.stdin.end(cases.map((one) => `${JSON.stringify(one)}\n`).join(''));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      const answers = output.split('\n').filter(Boolean).map((line) => JSON.parse(line));
      if (code === 0 && answers.length === cases.length) resolve(answers);
      else reject(new Error(`${path.basename(script)} answered ${answers.length} of ${cases.length} cases (exit code ${code}).\n${errors.slice(-2000)}`));
    });
  });
}

async function main([framework, file, ...argv]) {
  if (!FRAMEWORKS[framework]) {
    console.error(`node scripts/accuracy/ask.mjs ${Object.keys(FRAMEWORKS).join('|')} [FILE [ARGUMENT...]] [< cases.jsonl]`);
    return 2;
  }
  const { gpus = '1', nodes = '1', command = framework, checkout } = Object.fromEntries(
    ['gpus', 'nodes', 'command', 'checkout'].flatMap((name) => {
      const value = process.env[`ACCURACY_${name.toUpperCase()}`];
      return value ? [[name, value]] : [];
    }),
  );
  const one = file && { id: file, command, gpus, nodes, argv, ...(file === '-' ? {} : { text: readFileSync(file, 'utf8'), name: path.basename(file) }) };
  const cases = one ? [one] : readFileSync(0, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
  for (const answer of (await ask(framework, cases, { checkout })).values()) console.log(JSON.stringify(answer));
  return 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await main(process.argv.slice(2));
