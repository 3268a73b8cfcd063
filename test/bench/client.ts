import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { alone, median, type Figure } from './figure';

const root = path.resolve(import.meta.dirname, '../..');

/** Size of the packed extension and the time its `activate` takes inside a real VS Code, module load included. */
export async function client(): Promise<Figure[]> {
  const run = (args: string[], env: NodeJS.ProcessEnv = {}): void => {
    const result = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env: { ...process.env, ...env } });
    if (result.status !== 0) throw new Error(`${args.join(' ')} failed:\n${result.stdout}${result.stderr}`);
  };
  run([path.join(root, 'scripts/package.mjs')]);
  const vsix = readdirSync(path.join(root, 'dist')).filter((name) => name.endsWith('.vsix'))[0];
  if (!vsix) throw new Error('npm run package left no .vsix in dist/');
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    const file = path.join(root, '.setup', `activation-${round}.json`);
    rmSync(file, { force: true });
    run([path.join(root, 'test/vscode/run.mjs'), '--grep', 'activation time'], { REASONER_ACTIVATION_FILE: file });
    times.push((JSON.parse(readFileSync(file, 'utf8')) as { milliseconds: number }).milliseconds);
  }
  return [
    alone('client.vsix.bytes', statSync(path.join(root, 'dist', vsix)).size, 'bytes'),
    alone('client.activation', median(times), 'ms'),
  ];
}
