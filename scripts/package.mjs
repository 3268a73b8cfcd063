// npm run package [-- FILE.vsix]: the extension as one file, and its two programs as an npm package beside it.
import path from 'node:path';
import { packTarball } from './editor/tarball.mjs';
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
  let tarball = '';
  await step('Package the programs', async () => {
    tarball = await packTarball(path.dirname(file));
    return 'packaged';
  });
  console.log(`  ${file}\n  ${tarball}`);
} catch (error) {
  report(error);
  process.exitCode = 1;
}
