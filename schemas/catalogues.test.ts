// The committed catalogues: their shape, and facts of the packages that a regeneration must find again.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { PackageCatalogue } from '../config/catalogue/format';
import { fieldTable, type FieldTable } from '../config/catalogue/fieldTable';
import { loadCatalogues, loadedCatalogue } from '../config/catalogue/store';
import { compareVersions } from '../config/catalogue/versionOrder';
import { Versions } from '../config/catalogue/versions';
import type { PackageName } from '../config/frameworks/ids';
import { decodeJson } from '../protocol/decode';

const file = (name: string): string => path.join(import.meta.dirname, 'catalogues', `${name}.json`);
const text = (name: string): string => readFileSync(file(name), 'utf8');
const names = Object.keys(JSON.parse(readFileSync(path.join(import.meta.dirname, 'sources.json'), 'utf8')) as object) as PackageName[];

const catalogues = new Map(names.map((name) => [name, decodeJson(PackageCatalogue, text(name), name)]));
const everyGroup = new Set([...catalogues].flatMap(([name, catalogue]) => Object.keys(catalogue.groups).map((group) => `${name}:${group}`)));

const table = (pkg: PackageName, command: string, version: string, others: Record<string, string> = {}): FieldTable =>
  fieldTable(pkg, command, new Versions(new Map(Object.entries({ [pkg]: version, ...others }).map(([name, known]) => [name, { version: known, from: 'setting' }]))));

beforeAll(() => loadCatalogues(names));

describe.each([...catalogues])('%s', (name, catalogue) => {
  const last = catalogue.versions.length - 1;

  test('is the package it is named after, its versions in order', () => {
    expect(catalogue.package).toBe(name);
    const { versions } = catalogue;
    for (const [index, version] of versions.slice(1).entries()) expect(compareVersions(version, versions[index] ?? '')).toBeGreaterThan(0);
  });

  test('has spans in order, without overlap, and null only at the end', () => {
    const { groups, commands, lists, requires } = catalogue;
    const all: (readonly (readonly [number, number | null, unknown])[])[] = [requires, ...Object.values(commands), ...Object.values(lists)];
    for (const group of Object.values(groups)) all.push(group.bases, group.present ?? [], ...Object.values(group.fields));
    const broken = all.filter((spans) => {
      let free = 0;
      return !spans.every(([from, to]) => {
        const fits = from >= free && (to === null ? from <= last : to >= from && to < last);
        free = (to ?? last) + 1;
        return fits;
      });
    });
    expect(broken).toEqual([]);
  });

  test('names only groups that are there', () => {
    const spans = [...Object.values(catalogue.commands), ...Object.values(catalogue.groups).map((group) => group.bases)].flat();
    const named = new Set(spans.flatMap(([, , groups]) => groups.map((group) => (group.includes(':') ? group : `${name}:${group}`))));
    expect([...named].filter((group) => !everyGroup.has(group))).toEqual([]);
  });

  test('gives every field the kinds of values it takes', () => {
    const without = Object.values(catalogue.groups).flatMap((group) =>
      Object.entries(group.fields).flatMap(([field, spans]) => (spans.every(([, , spec]) => spec.accepts.length > 0) ? [] : [field])),
    );
    expect(without).toEqual([]);
  });
});

test('all catalogues together stay small enough to ship', () => {
  expect(names.reduce((sum, name) => sum + statSync(file(name)).size, 0)).toBeLessThan(3_500_000);
});

describe('transformers', () => {
  const train = (version: string): FieldTable => table('transformers', 'train', version);

  test('logging_dir and warmup_ratio end before 5.15', () => {
    expect(train('5.14.1').has('logging_dir')).toBe(true);
    for (const name of ['logging_dir', 'warmup_ratio']) expect(train('5.15.1').has(name), name).toBe(false);
    expect(train('5.15.1').history('logging_dir')?.removedIn).toBe('5.15.1');
  });

  test('names the values of its enumerations and those that an enumeration rejects', () => {
    expect(train('5.18.0').get('lr_scheduler_type')).toMatchObject({ default: 'linear', coerced: 'SchedulerType' });
    expect(train('5.18.0').get('eval_strategy')?.choices).toEqual(['no', 'steps', 'epoch']);
    expect(loadedCatalogue('transformers').list('integrations', '5.18.0')).toEqual(expect.arrayContaining(['tensorboard', 'wandb', 'swanlab']));
  });
});

describe('trl', () => {
  const at = { transformers: '5.18.0' };

  test('1.13.0 parses as many fields as its own dataclasses have', () => {
    const own = [189 + 8 + 19 + 3, 133 + 6 + 19 + 3];
    expect(table('trl', 'trl-grpo', '1.13.0', at).specs.size).toBe(own[0]);
    expect(table('trl', 'trl-sft', '1.13.0', at).specs.size).toBe(own[1]);
  });

  test('max_prompt_length is gone by 0.28, max_seq_length by 0.20', () => {
    expect(table('trl', 'trl-grpo', '0.27.2', at).has('max_prompt_length')).toBe(true);
    expect(table('trl', 'trl-grpo', '0.28.0', at).has('max_prompt_length')).toBe(false);
    expect(table('trl', 'trl-sft', '0.20.0', at).has('max_seq_length')).toBe(false);
  });

  test('a subclass overrides the default it inherits', () => {
    expect(table('trl', 'trl-grpo', '1.13.0', at).get('learning_rate')).toMatchObject({ default: 1e-6, package: 'trl' });
    expect(table('transformers', 'train', '5.18.0').get('learning_rate')).toMatchObject({ default: 5e-5 });
  });

  test('lists what it ships: accelerate presets, reward functions', () => {
    expect(loadedCatalogue('trl').list('accelerate_presets', '1.13.0')).toContain('zero3');
    expect(loadedCatalogue('trl').list('reward_functions', '1.13.0')).toContain('accuracy_reward');
  });
});

describe('llamafactory', () => {
  const train = (version: string): FieldTable => table('llamafactory', 'train', version);

  test('its own fields and those of the trainer stand in one file', () => {
    const newest = train('0.9.5');
    expect(newest.get('cutoff_len')).toMatchObject({ package: 'llamafactory', accepts: ['int'] });
    expect(newest.get('per_device_train_batch_size')).toMatchObject({ package: 'transformers' });
    expect(newest.get('finetuning_type')).toMatchObject({ choices: ['lora', 'oft', 'freeze', 'full'], coerced: '__post_init__' });
    expect(newest.get('compute_dtype')?.derived).toBe(true);
  });

  test('image_resolution and train_mm_proj_only are gone in 0.9.2', () => {
    for (const name of ['image_resolution', 'train_mm_proj_only']) {
      expect(train('0.9.1').has(name), name).toBe(true);
      expect(train('0.9.2').has(name), name).toBe(false);
    }
  });

  test('an entry of dataset_info.json has columns and tags', () => {
    const entry = table('llamafactory', 'dataset-info', '0.9.5');
    expect([...entry.specs.keys()]).toEqual(expect.arrayContaining(['file_name', 'formatting', 'columns.images', 'tags.role_tag']));
    expect(entry.get('formatting')?.choices).toContain('sharegpt');
  });

  test('qwen2_vl is a template for images, qwen one for text', () => {
    const list = (name: string): readonly string[] => loadedCatalogue('llamafactory').list(name, '0.9.5');
    expect(list('templates')).toEqual(expect.arrayContaining(['qwen', 'qwen2_vl']));
    expect(list('image_templates')).toContain('qwen2_vl');
    expect(list('vlm_templates')).not.toContain('qwen');
  });
});

describe('accelerate', () => {
  test('a config file needs distributed_type alone', () => {
    const config = table('accelerate', 'config', '1.15.0');
    expect([...config.specs.values()].filter((spec) => spec.required).map((spec) => spec.name)).toEqual(['distributed_type']);
    expect(config.get('distributed_type')?.choices).toEqual(expect.arrayContaining(['NO', 'MULTI_GPU', 'DEEPSPEED', 'FSDP']));
    expect(config.get('deepspeed_config.zero_stage')).toMatchObject({ accepts: ['int'] });
  });
});

describe('ms-swift', () => {
  test('train_type became tuner_type in 4.1', () => {
    expect(table('ms-swift', 'sft', '3.12.6').has('tuner_type')).toBe(false);
    expect(table('ms-swift', 'sft', '4.0.4').has('train_type')).toBe(true);
    expect(table('ms-swift', 'sft', '4.1.3').has('train_type')).toBe(false);
  });

  test('rlhf has the fields of GRPO, of its base and of the trainer', () => {
    const rlhf = table('ms-swift', 'rlhf', '4.6.0');
    for (const name of ['num_generations', 'vllm_mode', 'max_length', 'learning_rate']) expect(rlhf.has(name), name).toBe(true);
    expect(rlhf.get('rlhf_type')?.choices).toContain('grpo');
  });
});
