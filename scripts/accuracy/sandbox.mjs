// What a launch script would start: bash runs it, with the launchers replaced by programs that print their arguments.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { folder } from './environment.mjs';

const LAUNCHERS = ['python', 'python3', 'torchrun', 'accelerate', 'deepspeed', 'swift', 'megatron', 'llamafactory-cli', 'lmf', 'ray', 'trl', 'srun', 'nohup', 'nsys'];
/** Tools that only compute or print. */
const TOOLS = ['cat', 'echo', 'date', 'basename', 'dirname', 'seq', 'sed', 'awk', 'grep', 'head', 'tail', 'tr', 'cut', 'wc', 'sort', 'uname', 'hostname', 'true', 'false', 'env', 'expr', 'printf', 'pwd'];
/** Done without doing anything. */
const IDLE = ['sleep', 'mkdir', 'rm', 'pip', 'pip3', 'source', 'git', 'wget', 'curl', 'ln', 'cp', 'mv', 'tee', 'chmod', 'ulimit', 'pkill', 'kill', 'huggingface-cli', 'hf', 'module', 'conda', 'scontrol', 'nvidia-smi', 'npu-smi'];
const SECONDS = 5;
const OUT = 9;
/** Variables of the environment that decide how many processes a launcher starts. */
const VARIABLES = ['NPROC_PER_NODE', 'NNODES', 'FORCE_TORCHRUN', 'USE_MCA', 'USE_V1', 'USE_RAY'];

/** @returns {string} the folder that is the script's whole PATH */
function programs() {
  const bin = path.join(folder, 'sandbox');
  rmSync(bin, { recursive: true, force: true });
  mkdirSync(bin, { recursive: true });
  const find = (tool) => ['/usr/bin', '/bin', '/usr/local/bin'].map((dir) => path.join(dir, tool)).find((file) => existsSync(file));
  const bash = find('bash');
  if (!bash) return null;
  for (const tool of ['bash', 'sh', ...TOOLS]) {
    const file = find(tool);
    if (file) symlinkSync(file, path.join(bin, tool));
  }
  const environment = VARIABLES.map((name) => `printf '\\2%s=%s\\0' ${name} "\${${name}-}" >&${OUT}`).join('\n');
  const write = (name, text) => {
    writeFileSync(path.join(bin, name), text);
    chmodSync(path.join(bin, name), 0o755);
  };
  for (const name of LAUNCHERS) write(name, `#!${bash}\nprintf '%s\\0' "\${0##*/}" "$@" >&${OUT}\n${environment}\nprintf '\\1\\0' >&${OUT}\n`);
  for (const name of IDLE) write(name, `#!${bash}\nexit 0\n`);
  return bin;
}

/** A number of processes and a folder, for scripts that ask for them; a script that only hands on what it gets, gets nothing. */
const positional = (text) => (/\$\{?[1-9]/.test(text) && (/\bshift\b/.test(text) || !/\$[@*]/.test(text)) ? ['8', 'out'] : []);

/**
 * @param {string} text the script
 * @returns {{ argv: string[], environment: Record<string, string> }[]} what it would start, in order; empty where it fails before
 */
export function commandsOf(text) {
  const bin = programs();
  if (!bin) return [];
  const cwd = mkdtempSync(path.join(os.tmpdir(), 'script-'));
  try {
    writeFileSync(path.join(cwd, 'launch.sh'), text);
    // No file that exists is written over, and none grows: the script's own tools could still write.
    const run = spawnSync(path.join(bin, 'bash'), ['-C', '-c', 'ulimit -f 64; . ./launch.sh', 'launch.sh', ...positional(text)], {
      cwd,
      env: { PATH: bin, HOME: cwd, TMPDIR: cwd, USER: 'user', LANG: 'C.UTF-8' },
      stdio: ['ignore', 'ignore', 'ignore', ...Array(OUT - 3).fill('ignore'), 'pipe'],
      timeout: SECONDS * 1000,
      killSignal: 'SIGKILL',
    });
    return (run.output[OUT] ?? Buffer.alloc(0)).toString('utf8').split('\x01\0').slice(0, -1).map(record);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

function record(text) {
  const parts = text.split('\0').slice(0, -1);
  const environment = parts.filter((part) => part.startsWith('\x02')).map((part) => part.slice(1).split(/=(.*)/s).slice(0, 2));
  return { argv: parts.filter((part) => !part.startsWith('\x02')), environment: Object.fromEntries(environment.filter(([, value]) => value)) };
}
