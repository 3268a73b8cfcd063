// The pipeline to its end, without an editor.
import path from 'node:path';
import { prepare } from '../setup/prepare.mjs';
import { sinceStart } from '../setup/progress.mjs';
import { reasoner } from './reasoner.mjs';

/** @returns {Promise<number>} exit code: 0 only when every stage succeeded */
export async function headless({ json }) {
  console.log('Set-up');
  await prepare(['packages', 'build', 'python']);
  console.log('Pipeline');
  const file = json === null ? [] : ['--output', path.resolve(process.env['INIT_CWD'] ?? '.', json)];
  let run = null;
  // In a group of its own: Ctrl-C comes here, and ends the run instead of only the watching.
  const { child, done } = reasoner(['run', ...file], {
    onLine: (line) => (run ??= /^run (\S+) on /.exec(line)?.[1] ?? null),
    detached: true,
  });
  let interrupted = false;
  const interrupt = async () => {
    if (interrupted) return;
    interrupted = true;
    if (run === null) return child.kill('SIGINT');
    console.error(`\nStopping run ${run} …`);
    await reasoner(['stop', '--run', run], { detached: true }).done;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, interrupt);
  const { code } = await done;
  if (json !== null && !interrupted) console.log(`Summary: ${json}`);
  console.log(`Demo took ${sinceStart()} from its start.`);
  return interrupted ? 130 : code;
}
