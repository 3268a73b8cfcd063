// The shipped example is accepted word for word: what runs gets no underline.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { checkPipelineFiles, parsePipeline } from '../../config';
import { diskFiles } from '../../server/diskFiles';
import { root } from './oracle';

it('finds no problem in examples/tiny', async () => {
  const uri = pathToFileURL(path.join(root, 'examples/tiny/reasoner.yaml')).href;
  expect(await checkPipelineFiles(diskFiles, uri)).toEqual([]);
  expect((await parsePipeline((await diskFiles.read(uri)) ?? '', uri)).pipeline?.stages.map((stage) => stage.name)).toEqual(['cold-start', 'rl']);
});
