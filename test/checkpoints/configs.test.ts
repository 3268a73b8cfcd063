import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Comparison } from '../../protocol/checkpoint';
import { openCheckpoint } from '../../engine/checkpoints';
import { f32, safetensors, writeFolder } from '../support/safetensorsWriter';
import { openHost, type Host } from './host';

let host: Host;
let counter = 0;
beforeAll(async () => {
  host = await openHost();
});
afterAll(() => host.dispose());

interface Side {
  files: Record<string, string | object>;
  training?: string;
}

async function compare(...sides: [Side, Side]): Promise<Comparison> {
  const write = ({ files, training }: Side): [string, string | null] => {
    const folder = path.join(host.folder, String(++counter));
    writeFolder(folder, { 'model.safetensors': safetensors({ x: f32([1]) }), ...files });
    if (training === undefined) return [folder, null];
    writeFolder(folder, { 'train.yaml': training });
    return [folder, path.join(folder, 'train.yaml')];
  };
  const [[a, configA], [b, configB]] = [write(sides[0]), write(sides[1])];
  const records = [await openCheckpoint(host.connection, a), await openCheckpoint(host.connection, b)] as const;
  return host.checkpoints.compare(...records, { configA, configB });
}

it('names changed values by dotted path, and the files that differ', async () => {
  const { configFiles, configChanges, notes } = await compare(
    {
      files: { 'config.json': { text_config: { rope_theta: 10000 }, use_cache: true }, 'generation_config.json': { top_k: 1 }, 'chat_template.jinja': 'a' },
      training: 'learning_rate: 1e-3 # fast\nmax_completion_length: 64\n',
    },
    {
      files: { 'config.json': { use_cache: true, text_config: { rope_theta: 1e6 } }, 'generation_config.json': { top_k: 1 }, 'chat_template.jinja': 'b' },
      training: 'learning_rate: 1e-3\nmax_completion_length: 128\n',
    },
  );
  expect(configFiles.map(({ label, changed }) => [label, changed])).toEqual([
    ['config.json', true],
    ['generation_config.json', false],
    ['chat_template.jinja', true],
    ['training config', true],
  ]);
  expect(configChanges).toEqual([
    { file: 'config.json', path: 'text_config.rope_theta', a: '10000', b: '1000000' },
    { file: 'training config', path: 'max_completion_length', a: '64', b: '128' },
  ]);
  expect(notes.filter((note) => !note.includes('numpy'))).toEqual([]);
});

it('shows a file that only one side has', async () => {
  const { configFiles } = await compare({ files: {} }, { files: { 'processor_config.json': {} } });
  expect(configFiles).toEqual([{ label: 'processor_config.json', a: null, b: expect.stringMatching(/processor_config\.json$/), changed: true }]);
});

it('compares what it cannot parse as text, and says so', async () => {
  const { configFiles, configChanges, notes } = await compare(
    { files: { 'config.json': '{"broken' }, training: 'a: [1' },
    { files: { 'config.json': { fine: 1 } }, training: 'a: 1' },
  );
  expect(configFiles.map(({ label, changed }) => [label, changed])).toEqual([
    ['config.json', true],
    ['training config', true],
  ]);
  expect(configChanges).toEqual([]);
  expect(notes.filter((note) => note.includes('cannot be parsed'))).toHaveLength(2);
});

it('does not choke on hostile text', async () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefghij'.replace(/./g, (name, at: number) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghi'[at]}`).join()}]\n`)}`;
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  const { configFiles, notes } = await compare(
    { files: { 'config.json': `{"x":${deep}}` }, training: bomb },
    { files: { 'config.json': '{"x":1}' }, training: 'a: 1' },
  );
  expect(configFiles.every(({ changed }) => changed)).toBe(true);
  expect(notes.filter((note) => note.includes('as text only'))).toHaveLength(2);
});
