// One set-up at a time in one clone: a second waits for the first.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setupFolder } from './paths.mjs';
import { note } from './progress.mjs';

const file = path.join(setupFolder, 'lock');

/** Runs `work` while nobody else sets this clone up. The lock of a process that has gone is taken over. */
export async function alone(work) {
  mkdirSync(setupFolder, { recursive: true });
  let said = false;
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = holderOfLock();
    if (holder === null) rmSync(file, { force: true });
    else {
      if (!said) note(`Another set-up is at work here (process ${holder}); waiting for it.`);
      said = true;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

/** Process id of the holder, or null when it is no longer alive. */
function holderOfLock() {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    // A lock is made and then written: an empty one belongs to somebody who is just starting, or died right there.
    if (pid === 0) return Date.now() - statSync(file).mtimeMs > 5000 ? null : 'that is just starting';
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    return error.code === 'EPERM' ? 'of another user' : null;
  }
}
