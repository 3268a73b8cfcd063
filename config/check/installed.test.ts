import { expect, it } from 'vitest';
import { MemoryFiles } from '../memoryFiles';
import { installedVersions } from './installed';

const CONFIG = 'file:///w/configs/a.yaml';
const versions = async (files: Record<string, string>): Promise<Record<string, string>> =>
  Object.fromEntries([...(await installedVersions(new MemoryFiles(files), CONFIG, null))].map(([name, { version, from }]) => [name, `${version} (${from})`]));

it('reads the virtual environment beside or above a config', async () => {
  const found = await versions({
    'file:///w/.venv/lib/python3.11/site-packages/trl-1.13.0.dist-info/METADATA': '',
    'file:///w/.venv/lib/python3.11/site-packages/ms_swift-4.5.2.dist-info/METADATA': '',
    'file:///w/.venv/lib/python3.11/site-packages/six-1.0.dist-info/METADATA': '',
  });
  expect(found).toEqual({ trl: '1.13.0 (environment)', 'ms-swift': '4.5.2 (environment)' });
});

it('reads lock files where there is no environment', async () => {
  expect(await versions({ 'file:///w/uv.lock': '[[package]]\nname = "trl"\nversion = "1.9.2"\n' })).toEqual({ trl: '1.9.2 (lock file)' });
  expect(await versions({ 'file:///w/requirements.txt': 'verl[vllm]==0.8.0  # pinned\ntransformers>=5\n' })).toEqual({ verl: '0.8.0 (lock file)' });
});

it('tells EasyR1 from the verl whose name it installs itself under', async () => {
  expect(await versions({ 'file:///w/requirements.txt': 'verl==0.3.2.dev0\n' })).toEqual({ easyr1: '0.3.2.dev0 (lock file)' });
});
