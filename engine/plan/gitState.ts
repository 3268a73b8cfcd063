import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MAX_DIFF = 1024 * 1024;

/** Commit and uncommitted changes below a folder of this machine; nulls where there is no repository or no commit. */
export async function gitState(folder: string): Promise<{ commit: string | null; diff: string | null }> {
  const git = async (...args: string[]): Promise<string | null> => {
    try {
      return (await run('git', ['-C', folder, ...args], { maxBuffer: 16 * MAX_DIFF })).stdout;
    } catch {
      return null;
    }
  };
  const commit = (await git('rev-parse', 'HEAD'))?.trim() || null;
  if (commit === null) return { commit: null, diff: null };
  const diff = (await git('diff', '--no-ext-diff', 'HEAD', '--', '.')) || null;
  return { commit, diff: diff !== null && diff.length > MAX_DIFF ? `${diff.slice(0, MAX_DIFF)}\n[cut at 1 MB]\n` : diff };
}
