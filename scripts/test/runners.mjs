// Runs one tool and counts what it tested. A tool that crashed, or tested nothing, counts as one failure.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { root, setupFolder } from '../setup/paths.mjs';

const folder = path.join(setupFolder, 'test');
const here = path.dirname(fileURLToPath(import.meta.url));

/** One check that passes or fails as a whole. `live`: its output is shown while it runs, not only when it failed. */
export async function check(argv, { live = false } = {}) {
  const { code, output } = await execute(argv, { live });
  if (code === 0) return { passed: 1, failed: 0, problems: [] };
  return { passed: 0, failed: 1, problems: live ? [] : [output] };
}

/** One vitest project. A skipped test is counted as failed: it claims something that nobody looked at. */
export async function vitest(project, env = {}) {
  const file = resultFile(`vitest-${project}.json`);
  const vitestBin = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const { code, output } = await execute(
    [process.execPath, vitestBin, 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    { env },
  );
  const result = readJson(file);
  if (!result) return crashed(output, `vitest wrote no result (exit code ${code})`);
  const skipped = result.numPendingTests + result.numTodoTests;
  // A file that could not be loaded holds no test that could fail.
  const broken = result.testResults.filter((suite) => suite.status === 'failed' && suite.assertionResults.length === 0).length;
  return judge({ passed: result.numPassedTests, failed: result.numFailedTests + broken, skipped, code, output });
}

/** Python's unittest under `tests`, importing from `top`. */
export async function unittest(python, tests, top) {
  const file = resultFile('unittest.json');
  const { code, output } = await execute([python, '-W', 'error::SyntaxWarning', path.join(here, 'run_unittest.py'), tests, top, file], { cwd: top });
  const result = readJson(file);
  if (!result) return crashed(output, `unittest wrote no result (exit code ${code})`);
  return judge({ ...result, code, output });
}

/** A runner of our own that takes `--json FILE` and writes `{passed, failed}`. */
export async function counted(argv) {
  const file = resultFile('counted.json');
  const { code } = await execute([...argv, '--json', file], { live: true });
  const result = readJson(file);
  if (!result) return crashed('', `the runner wrote no result (exit code ${code})`);
  return judge({ ...result, skipped: 0, code, output: '' });
}

function judge({ passed, failed, skipped, code, output }) {
  const problems = failed > 0 || code !== 0 ? [output] : [];
  if (skipped > 0) problems.push(`${skipped} tests were skipped; they count as failed.`);
  if (passed + failed + skipped === 0) return crashed(output, 'no test ran');
  // All tests passed and yet the tool did not end well: an error outside every test.
  const unexplained = code !== 0 && failed === 0 ? 1 : 0;
  return { passed, failed: failed + skipped + unexplained, problems };
}

const crashed = (output, why) => ({ passed: 0, failed: 1, problems: [output, why].filter(Boolean) });

function resultFile(name) {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, name);
  rmSync(file, { force: true });
  return file;
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

let current = null;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    current?.kill('SIGTERM');
    process.exit(130);
  });
}

function execute([file, ...args], { cwd = root, env = {}, live = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd,
      env: { ...process.env, FORCE_COLOR: '0', NODE_NO_WARNINGS: '1', ...env },
      stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
    });
    current = child;
    let output = '';
    const collect = (chunk) => (output += chunk);
    child.stdout?.setEncoding('utf8').on('data', collect);
    child.stderr?.setEncoding('utf8').on('data', collect);
    child.once('error', (error) => resolve({ code: 1, output: `${file}: ${error.message}` }));
    child.once('close', (code) => resolve({ code: code ?? 1, output: output.trim() }));
  });
}
