// How much a `pip install` would download, asked before it does.
import { readFileSync } from 'node:fs';

/** Packages that come only with a CUDA build of torch. */
const CUDA = /^(nvidia[-_]|triton$|cuda[-_])/i;

/**
 * @param {string} reportFile of `pip install --dry-run --report`
 * @returns {Promise<{ packages: number, bytes: number, unknown: number, cuda: boolean }>} bytes: those of the files
 * whose size their server tells; unknown: how many files' it does not
 */
export async function downloadSize(reportFile) {
  const { install } = JSON.parse(readFileSync(reportFile, 'utf8'));
  const remote = install.filter((item) => /^https?:/.test(item.download_info.url));
  const sizes = [];
  const queue = [...remote];
  const worker = async () => {
    for (let item = queue.pop(); item; item = queue.pop()) sizes.push(await contentLength(item.download_info.url));
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return {
    packages: install.length,
    bytes: sizes.reduce((sum, size) => sum + (size ?? 0), 0),
    unknown: sizes.filter((size) => size === null).length,
    cuda: install.some((item) => CUDA.test(item.metadata.name)),
  };
}

async function contentLength(url) {
  try {
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(5000) });
    const length = Number(answer.headers.get('content-length'));
    return answer.ok && length > 0 ? length : null;
  } catch {
    return null;
  }
}

/** What people are told, or null for a download too small to speak of (1 GB or less). */
export function sizeSentence({ packages, bytes, unknown, cuda }) {
  const kind = cuda ? ' (a CUDA build of torch is among them)' : '';
  const large = `Downloading ${(bytes / 1e9).toFixed(1)} GB of Python packages${kind}; about twice that on disk.`;
  if (bytes > 1e9) return unknown > 0 ? `${large} The size of ${unknown} more files is not known.` : large;
  if (unknown > 0 && cuda) return `Downloading ${packages} Python packages${kind}: several GB, the exact size is not known.`;
  return null;
}
