// npm run setup: everything that `npm run demo` and `npm test` need, and nothing is started.
//   npm run setup -- packages build     only these parts
import { checkNode } from './setup/machine.mjs';
import { prepare } from './setup/prepare.mjs';
import { report } from './setup/problem.mjs';

const ALL = ['packages', 'build', 'python', 'preCommit', 'editor', 'browser', 'sshd'];

process.once('SIGINT', () => {
  console.error('\nInterrupted. Run the same command again: it goes on where it stopped.');
  process.exit(130);
});
try {
  checkNode();
  const wanted = process.argv.slice(2);
  const wrong = wanted.filter((part) => !ALL.includes(part));
  if (wrong.length > 0) {
    console.error(`No such part: ${wrong.join(', ')}. There are: ${ALL.join(', ')}.`);
    process.exitCode = 2;
  } else {
    await prepare(wanted.length > 0 ? wanted : ALL);
  }
} catch (error) {
  report(error);
  process.exitCode = 1;
}
