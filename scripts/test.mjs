// npm test: sets up what is missing and runs every layer of tests.
//   npm test -- --only unit,lsp      these layers
//   npm test -- --list               what there is
import { checkNode } from './setup/machine.mjs';
import { report } from './setup/problem.mjs';

try {
  // ESLint and Vitest ask for more than the product does.
  checkNode([20, 19]);
  const { main } = await import('./test/main.mjs');
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  report(error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
