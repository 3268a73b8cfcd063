import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { alone, type Figure } from './figure';

const root = path.resolve(import.meta.dirname, '../..');

/** The two-stage demo to its end, a second start of the set-up, and the last complete `npm test`. */
export async function launch(): Promise<Figure[]> {
  const timed = (script: string, ...args: string[]): number => {
    const start = process.hrtime.bigint();
    const result = spawnSync(process.execPath, [path.join(root, script), ...args], { cwd: root, encoding: 'utf8' });
    if (result.status !== 0) throw new Error(`${script} ${args.join(' ')} failed:\n${result.stdout}${result.stderr}`);
    return Number(process.hrtime.bigint() - start) / 1e9;
  };
  const figures = [
    alone('demo.warm.seconds', timed('scripts/demo.mjs', '--until-open'), 's'),
    alone('demo.headless.seconds', timed('scripts/demo.mjs', '--headless'), 's'),
  ];
  const times = path.join(root, '.setup', 'test-times.json');
  if (existsSync(times)) {
    const { seconds } = JSON.parse(readFileSync(times, 'utf8')) as { seconds: number };
    figures.push(alone('test.seconds', seconds, 's'));
  }
  return figures;
}
