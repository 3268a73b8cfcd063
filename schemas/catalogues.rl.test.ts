/** What the catalogues of verl, EasyR1, Open-Reasoner-Zero, OpenRLHF and DeepSpeed must say, read off the frameworks' own files. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Catalogue, type FieldSpec } from '../config/catalogue/catalogue';
import { PackageCatalogue } from '../config/catalogue/format';
import { decode } from '../protocol/decode';

const folder = import.meta.dirname;
const packages = ['verl', 'deepspeed', 'openrlhf', 'easyr1', 'open-reasoner-zero'] as const;
type Package = (typeof packages)[number];

const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');

const data = new Map(packages.map((name) => [name, decode(PackageCatalogue, JSON.parse(read(`catalogues/${name}.json`)), name)]));
const catalogues = new Map([...data].map(([name, one]) => [name, new Catalogue(one)]));

function catalogue(name: Package): Catalogue {
  const found = catalogues.get(name);
  if (!found) throw new Error(`no catalogue ${name}`);
  return found;
}

const known = new Map<string, Map<string, FieldSpec>>();

/** Every field of a command's config at a version, inherited ones included; empty where the version lacks the command. */
function fields(name: Package, command: string, version: string): Map<string, FieldSpec> {
  const key = `${name} ${command} ${version}`;
  let found = known.get(key);
  if (found) return found;
  known.set(key, (found = new Map()));
  const into = found;
  const add = (group: string): void => {
    for (const base of catalogue(name).basesOf(group, version)) add(base);
    for (const [field, spec] of catalogue(name).ownFields(group, version)) into.set(field, spec);
  };
  for (const group of catalogue(name).groupsOf(command, version)) add(group);
  return found;
}

const commandsOf = (name: Package, version: string, like = /./): string[] =>
  Object.keys(data.get(name)?.commands ?? {}).filter((command) => like.test(command) && catalogue(name).hasCommand(command, version));

describe('every catalogue', () => {
  it.each(packages)('%s has fields for each command of each version', (name) => {
    for (const version of catalogue(name).versions)
      for (const command of commandsOf(name, version)) expect([version, command, fields(name, command, version).size > 5]).toEqual([version, command, true]);
  });

  it.each(packages)('%s gives each field a default, or says why it has none', (name) => {
    const { newest } = catalogue(name);
    for (const command of commandsOf(name, newest))
      for (const spec of fields(name, command, newest).values())
        expect({ field: spec.name, told: spec.hasDefault || spec.required === true }).toEqual({ field: spec.name, told: true });
  });

  it.each(packages)('%s lists the default among the values a field takes', (name) => {
    const { newest } = catalogue(name);
    for (const command of commandsOf(name, newest))
      for (const { choices, default: value, list, name: field } of fields(name, command, newest).values())
        if (choices && !list && (typeof value === 'string' || typeof value === 'number')) expect({ field, choices }).toEqual({ field, choices: expect.arrayContaining([String(value)]) as string[] });
  });
});

describe('verl', () => {
  it.each([
    ['0.5.0', 299],
    ['0.6.0', 408],
    ['0.6.1', 431],
    ['0.7.0', 490],
    ['0.7.1', 552],
    ['0.8.0', 703],
    ['0.9.0', 767],
  ])('%s has the %i leaves of its flattened ppo_trainer', (version, leaves) => {
    const keys = [...fields('verl', 'ppo_trainer', version).keys()];
    // The flattened file leaves out the choice of the engine.
    expect(keys.filter((key) => !key.endsWith('_target_') && key !== 'model_engine')).toHaveLength(leaves);
  });

  it('has the sections of the engine that a command trains with', () => {
    const engine = (command: string): string[] => {
      const keys = [...fields('verl', command, '0.9.0').keys()].filter((key) => /^actor_rollout_ref\.actor\.\w+\.forward_only$/.test(key));
      return keys.map((key) => key.split('.')[2] ?? '');
    };
    expect(engine('ppo_trainer')).toEqual(['fsdp_config']);
    expect(engine('ppo_megatron_trainer')).toEqual(['megatron']);
    expect(engine('ppo_veomni_trainer')).toEqual(['veomni']);
    expect(engine('ppo_torchtitan_trainer')).toEqual(['torchtitan']);
  });

  it('knows what must be given, what is taken from elsewhere and what classes insist on', () => {
    const ppo = fields('verl', 'ppo_trainer', '0.9.0');
    expect(ppo.get('actor_rollout_ref.rollout.name')).toMatchObject({ required: true });
    expect(ppo.get('actor_rollout_ref.actor.optim.lr')).toMatchObject({ default: 1e-6, accepts: ['float'], help: 'Learning rate' });
    expect(ppo.get('actor_rollout_ref.actor.rollout_n')?.defaultText).toBe('${oc.select:actor_rollout_ref.rollout.n,1}');
    const modes = ppo.get('actor_rollout_ref.actor.loss_agg_mode');
    expect(modes?.choices).toContain('seq-mean-token-sum-norm');
    expect(modes?.openChoices).toBeUndefined();
    expect(ppo.get('algorithm.adv_estimator')).toMatchObject({ default: 'gae', openChoices: true });
  });

  it('lists loggers, estimators and engines per version', () => {
    const verl = catalogue('verl');
    expect(verl.list('loggers', '0.9.0')).toEqual(expect.arrayContaining(['console', 'wandb', 'tensorboard', 'file', 'rl_insight']));
    expect(verl.list('loggers', '0.5.0')).not.toContain('file');
    expect(verl.list('adv_estimators', '0.9.0')).toEqual(expect.arrayContaining(['gae', 'grpo', 'rloo', 'grpo_passk', 'opo']));
    expect(verl.list('rollout_names', '0.9.0')).toEqual(['vllm', 'sglang', 'trtllm']);
    expect(verl.list('ppo_config_groups', '0.9.0')).toEqual(expect.arrayContaining(['model_engine', 'actor@actor_rollout_ref.actor']));
  });

  it('knows which sections become a class, and what only `+` can add to them', () => {
    const verl = catalogue('verl');
    expect(verl.list('ppo_typed_sections', '0.9.0')).toEqual(expect.arrayContaining(['actor_rollout_ref.actor', 'actor_rollout_ref.actor.policy_loss', 'actor_rollout_ref.rollout']));
    expect(verl.list('ppo_addable_keys', '0.9.0')).toContain('actor_rollout_ref.actor.use_rollout_log_probs');
    // Shipped scripts of that time add it, and the run ends there: the class has no such field.
    expect(verl.list('ppo_addable_keys', '0.9.0')).not.toContain('actor_rollout_ref.actor.policy_loss.tau_pos');
    expect(verl.list('ppo_typed_sections', '0.5.0')).toEqual([]);
    expect(verl.list('sft_typed_sections', '0.9.0')).toEqual(expect.arrayContaining(['engine', 'model', 'optim', 'checkpoint']));
  });

  it('has the SFT trainer of each time, with the engine it runs on', () => {
    expect(catalogue('verl').hasCommand('sft_trainer', '0.7.0')).toBe(true);
    expect(catalogue('verl').hasCommand('sft_trainer', '0.7.1')).toBe(false);
    expect(fields('verl', 'sft_trainer_engine', '0.9.0').get('engine.fsdp_size')?.default).toBe(-1);
    expect(fields('verl', 'sft_trainer_engine_megatron', '0.9.0').get('engine.tensor_model_parallel_size')?.default).toBe(1);
    expect(fields('verl', 'sft_trainer_engine', '0.9.0').has('engine.tensor_model_parallel_size')).toBe(false);
  });
});

describe('DeepSpeed', () => {
  const section = (version: string, prefix: string): string[] => [...fields('deepspeed', 'config', version).keys()].filter((key) => key.startsWith(prefix) && !key.slice(prefix.length).includes('.'));
  const newest = catalogue('deepspeed').newest;

  it('types the sections that refuse unknown keys, as far as the version has classes for them', () => {
    expect(section(newest, 'fp16.')).toHaveLength(9);
    expect(section(newest, 'bf16.')).toHaveLength(5);
    expect(section(newest, 'zero_optimization.offload_param.')).toHaveLength(6);
    expect(section(newest, 'zero_optimization.offload_optimizer.')).toHaveLength(10);
    expect(catalogue('deepspeed').list('closed_sections', newest)).toEqual(expect.arrayContaining(['zero_optimization', 'fp16', 'bf16', 'tensorboard']));
    // Plain getters read these two before 0.17.
    expect(catalogue('deepspeed').list('closed_sections', '0.16.9')).not.toContain('fp16');
    expect(fields('deepspeed', 'config', '0.16.9').get('fp16')).toMatchObject({ open: true });
  });

  it('keeps both names of an aliased key, bounds and enumerations', () => {
    const config = fields('deepspeed', 'config', newest);
    expect(config.get('zero_optimization.stage')).toMatchObject({ choices: ['0', '1', '2', '3'], default: 0 });
    expect(config.get('zero_optimization.stage3_max_live_parameters')).toMatchObject({ aliases: ['max_live_parameters'], default: 1_000_000_000, type: 'Annotated[int, Field(ge=0)]' });
    expect(config.get('zero_optimization.offload_optimizer.device')?.choices).toEqual(['none', 'cpu', 'nvme']);
    expect(config.get('train_batch_size')?.default).toBeNull();
  });

  it('says which keys a release refuses by name', () => {
    expect(catalogue('deepspeed').list('removed_keys', newest)).toEqual(expect.arrayContaining(['amp', 'elasticity', 'zero_optimization.mics_shard_size']));
    expect(catalogue('deepspeed').list('removed_keys', '0.18.9')).toEqual([]);
  });
});

describe('OpenRLHF', () => {
  it('has underscore flags up to 0.10.1 and dotted ones from 0.10.2 on', () => {
    expect(fields('openrlhf', 'train_ppo_ray', '0.10.1').get('train_batch_size')).toMatchObject({ default: 128, converts: 'int' });
    const now = fields('openrlhf', 'train_ppo_ray', '0.10.2');
    expect(now.has('train_batch_size')).toBe(false);
    expect(now.get('train.batch_size')).toMatchObject({ default: 128, converts: 'int' });
  });

  it('unrolls the flags of actor and critic, with their own defaults', () => {
    const flags = fields('openrlhf', 'train_ppo_ray', '0.11.0');
    expect(flags.get('actor.adam.lr')?.default).toBe(1e-6);
    expect(flags.get('critic.adam.lr')?.default).toBe(9e-6);
    expect(flags.get('actor.muon.no_nesterov')?.converts).toBe('switch');
    expect(flags.get('algo.advantage.estimator')?.choices).toContain('dr_grpo');
    expect(flags.get('actor.eps_clip_low_high')).toMatchObject({ type: 'tuple[float, float]', list: true });
  });
});

describe('packages on no index', () => {
  it('name the commits they were read from', () => {
    for (const name of ['easyr1', 'open-reasoner-zero'] as const) {
      const { commits, versions } = catalogue(name);
      expect(Object.keys(commits)).toEqual(versions);
      for (const commit of Object.values(commits)) expect(commit).toMatch(/^[0-9a-f]{40}$/);
    }
  });

  it('EasyR1 has 193 leaves, 17 of which it sets itself', () => {
    const ppo = fields('easyr1', 'ppo', catalogue('easyr1').newest);
    expect(ppo.size).toBe(193);
    expect([...ppo.values()].filter((spec) => spec.derived)).toHaveLength(17);
    expect(ppo.get('worker.actor.optim.training_steps')?.derived).toBe(true);
    expect(ppo.get('trainer.logger')).toMatchObject({ list: true, choices: expect.arrayContaining(['file', 'tensorboard']) as string[] });
    expect(ppo.get('worker.reward.reward_function_kwargs')?.open).toBe(true);
  });

  it('Open-Reasoner-Zero gives the base class and what the shipped experiments make of it', () => {
    const { newest } = catalogue('open-reasoner-zero');
    const base = fields('open-reasoner-zero', 'ppo', newest);
    expect(base.get('zero_stage')?.default).toBe(3);
    expect(base.has('packing_max_len')).toBe(false);
    const shipped = fields('open-reasoner-zero', 'orz_7b_ppo', newest);
    expect(shipped.get('actor_learning_rate')?.default).toBe(1e-6);
    expect(shipped.get('rollout_batch_size')?.defaultText).toBe('128 if not DEBUG_MODE else 16');
    expect(shipped.get('use_abs_kl')?.default).toBe(false);
    expect(catalogue('open-reasoner-zero').list('module_fields', newest)).toContain('packing_max_len');
  });
});

describe.each(['verl', 'openrlhf', 'easyr1', 'deepspeed'] as const)('renames of %s', (name) => {
  const { versions, newest } = catalogue(name);
  const commands = (command: string, version: string): string[] => commandsOf(name, version, command === '*' ? /^ppo_/ : new RegExp(`^${command}$`));
  const at = (command: string, version: string, field: string): (FieldSpec | undefined)[] => commands(command, version).map((one) => fields(name, one, version).get(field));
  const rows = read(`renames/${name}.csv`)
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [, command = '', from = '', to = '', since = ''] = line.split(',');
      return { command, from, to, since };
    });

  it('take the old name away and give the new one in the version they say', () => {
    for (const row of rows) {
      const first = versions.indexOf(row.since);
      const old = versions.slice(0, first).flatMap((version) => at(row.command, version, row.from));
      const gone = versions.slice(first).flatMap((version) => at(row.command, version, row.from));
      const now = at(row.command, row.since, row.to);
      expect({ ...row, known: old.some(Boolean), gone: !gone.some(Boolean), there: now.length > 0 && now.every(Boolean) }).toEqual({ ...row, known: true, gone: true, there: true });
    }
  });

  it('keep the kind of value, or only its name would be right', () => {
    for (const row of rows) {
      const old = versions.slice(0, versions.indexOf(row.since)).flatMap((version) => at(row.command, version, row.from)).findLast((spec) => spec !== undefined);
      for (const spec of at(row.command, row.since, row.to)) expect({ ...row, list: spec?.list, isSwitch: spec?.converts === 'switch' }).toEqual({ ...row, list: old?.list, isSwitch: old?.converts === 'switch' });
    }
  });

  it('lead to a field of the newest version, by the first row that holds for it', () => {
    const first = rows.filter((row, index) => rows.findIndex(({ command, from }) => command === row.command && from === row.from) === index);
    for (const row of first) for (const spec of at(row.command, newest, row.to)) expect({ ...row, there: spec !== undefined }).toEqual({ ...row, there: true });
  });
});
