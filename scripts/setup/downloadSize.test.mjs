import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { downloadSize, sizeSentence } from './downloadSize.mjs';

/** A package index on loopback that tells sizes (and serves nothing); null: it does not say. */
const SIZES = { '/torch.whl': 800_000_000, '/nvidia_cublas.whl': 600_000_000, '/silent.whl': null };
let server;
let folder;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'download-size-'));
  server = http.createServer((request, response) => {
    const size = SIZES[request.url];
    if (size === undefined) response.statusCode = 404;
    else if (size !== null) response.setHeader('content-length', size);
    response.end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** What `pip install --dry-run --report` writes, as far as it is read. */
function report(packages) {
  const file = path.join(folder, 'report.json');
  const base = `http://127.0.0.1:${server.address().port}`;
  const install = Object.entries(packages).map(([name, url]) => ({
    metadata: { name },
    download_info: { url: url.startsWith('/') ? base + url : url },
  }));
  writeFileSync(file, JSON.stringify({ install }));
  return file;
}

describe('the size of a download', () => {
  it('is the sum of what the index says, and above 1 GB it is said before the download', async () => {
    const size = await downloadSize(report({ torch: '/torch.whl', 'nvidia-cublas': '/nvidia_cublas.whl' }));
    expect(size).toEqual({ packages: 2, bytes: 1_400_000_000, unknown: 0, cuda: true });
    expect(sizeSentence(size)).toBe('Downloading 1.4 GB of Python packages (a CUDA build of torch is among them); about twice that on disk.');
  });

  it('does not count what lies on this disk already, and keeps silent about little', async () => {
    const size = await downloadSize(report({ torch: 'file:///wheels/torch-cpu.whl' }));
    expect(size).toMatchObject({ packages: 1, bytes: 0 });
    expect(sizeSentence(size)).toBeNull();
  });

  it('says that it does not know, rather than too little', async () => {
    const size = await downloadSize(report({ 'nvidia-cublas': '/silent.whl', triton: '/absent.whl' }));
    expect(size).toMatchObject({ bytes: 0, unknown: 2, cuda: true });
    expect(sizeSentence(size)).toMatch(/several GB, the exact size is not known/);
  });
});
