// dist/: built again only when a source has changed.
import path from 'node:path';
import { command } from './command.mjs';
import { dist, root } from './paths.mjs';
import { filesUnder, hashOf, isCurrent, writeStamp } from './stamp.mjs';

const SOURCES = ['protocol', 'schemas', 'config', 'server', 'engine', 'cli', 'client', 'webviews', 'agent', 'media'];
const SKIP = ['node_modules', '__pycache__', 'tests', 'preview'];

/** One hash over everything that dist/ is made of. */
export function sourceHash() {
  const files = SOURCES.flatMap((room) => filesUnder(path.join(root, room), SKIP)).filter((file) => !file.endsWith('.test.ts'));
  const own = ['scripts/build.mjs', 'package.json', 'package-lock.json', 'tsconfig.json'].map((file) => path.join(root, file));
  return hashOf([], [...files, ...own]);
}

export async function bundles(say) {
  const hash = sourceHash();
  if (isCurrent(dist, hash)) return 'ready';
  await command('Build', [process.execPath, path.join(root, 'scripts', 'build.mjs')], { say });
  writeStamp(dist, hash);
  return 'built';
}
