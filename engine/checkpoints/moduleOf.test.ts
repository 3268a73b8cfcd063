import { describe, expect, it } from 'vitest';
import { compareModules, moduleOf } from './moduleOf';

describe('moduleOf', () => {
  it.each([
    // Qwen2.5-VL as it is saved
    ['visual.patch_embed.proj.weight', 'vision tower'],
    ['visual.blocks.0.attn.qkv.weight', 'vision tower'],
    ['visual.merger.mlp.0.weight', 'projector'],
    ['model.embed_tokens.weight', 'embedding'],
    ['model.layers.0.mlp.down_proj.weight', 'layer 0'],
    ['model.layers.27.self_attn.q_proj.bias', 'layer 27'],
    ['model.norm.weight', 'final norm'],
    ['lm_head.weight', 'head'],
    // and as it lies in memory since transformers 4.52
    ['model.visual.blocks.31.mlp.up_proj.weight', 'vision tower'],
    ['model.visual.merger.ln_q.weight', 'projector'],
    ['model.language_model.embed_tokens.weight', 'embedding'],
    ['model.language_model.layers.3.input_layernorm.weight', 'layer 3'],
    ['model.language_model.norm.weight', 'final norm'],
    // LLaVA
    ['vision_tower.vision_model.encoder.layers.0.mlp.fc1.weight', 'vision tower'],
    ['multi_modal_projector.linear_1.weight', 'projector'],
    ['language_model.model.layers.5.mlp.up_proj.weight', 'layer 5'],
    ['language_model.lm_head.weight', 'head'],
    // GPT-2
    ['transformer.h.11.attn.c_attn.weight', 'layer 11'],
    ['transformer.wte.weight', 'embedding'],
    ['transformer.ln_f.weight', 'final norm'],
    // a critic, a LoRA adapter, and names that mean nothing
    ['v_head.summary.weight', 'head'],
    ['base_model.model.model.layers.2.self_attn.q_proj.lora_A.weight', 'layer 2'],
    ['__proto__', 'other'],
    ['', 'other'],
  ])('%s belongs to %s', (name, module) => {
    expect(moduleOf(name)).toBe(module);
  });

  it('orders modules as an input meets them', () => {
    const modules = ['other', 'head', 'layer 10', 'final norm', 'projector', 'layer 2', 'embedding', 'vision tower'];
    expect(modules.sort(compareModules)).toEqual([
      'vision tower',
      'projector',
      'embedding',
      'layer 2',
      'layer 10',
      'final norm',
      'head',
      'other',
    ]);
  });
});
