// npm run package [-- FILE.vsix]: the extension as one file, current with its sources.
import path from 'node:path';
import { packageExtension } from './editor/vsix.mjs';
import { checkNode } from './setup/machine.mjs';
import { dist } from './setup/paths.mjs';
import { prepare } from './setup/prepare.mjs';
import { report } from './setup/problem.mjs';
import { step } from './setup/progress.mjs';

try {
  checkNode();
  await prepare(['packages', 'build']);
  const file = path.resolve(process.env['INIT_CWD'] ?? '.', process.argv[2] ?? path.join(dist, 'reasoner-studio.vsix'));
  await step(`Package ${path.basename(file)}`, () => packageExtension(file));
  console.log(`  ${file}`);
} catch (error) {
  report(error);
  process.exitCode = 1;
}
