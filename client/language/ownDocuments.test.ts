import { describe, expect, it } from 'vitest';
import { looksLikeOurs } from './ownDocuments';

const looks = (language: string, text: string): boolean => looksLikeOurs(language, () => text);

describe('the language server starts', () => {
  it.each([
    ['yaml', ''],
    ['shellscript', '#!/bin/bash\nset -x\npython3 -m verl.trainer.main_ppo \\\n  data.train_batch_size=512\n'],
    ['shellscript', 'llamafactory-cli train sft.yaml\n'],
    ['shellscript', 'deepspeed --module openrlhf.cli.train_sft --max_len 2048\n'],
    ['shellscript', 'NPROC_PER_NODE=8 swift rlhf --rlhf_type grpo\n'],
    ['json', '{\n  "zero_optimization": { "stage": 3 }\n}'],
    ['jsonc', '{ // stage 2\n  "bf16": { "enabled": "auto" } }'],
    ['json', '{ "geometry3k": { "hf_hub_url": "hiyouga/geometry3k" } }'],
    ['python', '@dataclass\nclass PPOExpConfig(BasePPOExpConfig):\n    seed: int = 42\n'],
    ['python', '# reasoner: orz\n'],
  ])('for %s: %s', (language, text) => expect(looks(language, text)).toBe(true));
});

describe('the language server does not start', () => {
  it.each([
    ['shellscript', '#!/bin/sh\nnpm ci && npm test\n'],
    ['json', '{ "name": "site", "scripts": { "build": "vite build" } }'],
    ['jsonc', '{ "compilerOptions": { "strict": true } } // tsconfig'],
    ['python', 'import torch\n\nclass Net(torch.nn.Module):\n    pass\n'],
    ['markdown', '# reasoner: verl\n'],
  ])('for %s: %s', (language, text) => expect(looks(language, text)).toBe(false));

  it('without reading a document of another language', () => {
    expect(looksLikeOurs('typescript', () => { throw new Error('read'); })).toBe(false);
  });
});
