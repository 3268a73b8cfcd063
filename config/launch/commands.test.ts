import { expect, test } from 'vitest';
import { parseShell } from '../syntax/shell/script';
import { valueOf } from '../syntax/tree';
import { partsOfScript } from './commands';
import type { ScriptPart } from './types';

const parts = (script: string): ScriptPart[] => partsOfScript(parseShell(script), 'file:///run.sh');
function only(script: string): ScriptPart {
  const [part, ...more] = parts(script);
  if (!part || more.length > 0) throw new Error(`${more.length + (part ? 1 : 0)} parts`);
  return part;
}

/** Command line to framework, command and how it is read. */
const KNOWN: [string, string][] = [
  ['python3 -m verl.trainer.main_ppo data.train_batch_size=8', 'verl ppo_trainer hydra'],
  ['python -u verl/trainer/main_ppo.py a=1', 'verl ppo_trainer hydra'],
  ["python3 -m verl.trainer.main_ppo --config-path=config --config-name='ppo_megatron_trainer.yaml' a=1", 'verl ppo_megatron_trainer hydra'],
  ['python -m verl.experimental.fully_async_policy.fully_async_main a=1', 'verl fully_async_ppo_trainer hydra'],
  ['torchrun --nproc_per_node=8 -m verl.trainer.sft_trainer a=1', 'verl-sft sft_trainer_engine hydra'],
  ['torchrun -m verl.trainer.fsdp_sft_trainer a=1', 'verl-sft sft_trainer hydra'],
  ['python3 -m verl.trainer.main config=examples/config.yaml a=1', 'easyr1 ppo dotlist'],
  ['llamafactory-cli train x.yaml learning_rate=1e-5', 'llamafactory train dotlist'],
  ['lmf export x.yaml', 'llamafactory infer dotlist'],
  ['llamafactory-cli train --stage sft', 'llamafactory train flags'],
  ['accelerate launch --config_file f.yaml src/train.py x.yaml', 'llamafactory train dotlist'],
  ['trl grpo --config x.yaml', 'trl-grpo trl-grpo flags'],
  ['accelerate launch --num_processes 8 trl/scripts/sft.py --config x.yaml', 'trl-sft trl-sft flags'],
  ['swift rlhf --rlhf_type grpo', 'ms-swift rlhf flags'],
  ['NPROC_PER_NODE=4 swift sft x.yaml --lr 1', 'ms-swift sft flags'],
  ['megatron sft --model x', 'ms-swift megatron-sft flags'],
  ['deepspeed --hostfile=h swift/cli/sft.py --model x', 'ms-swift sft flags'],
  ['python3 -m openrlhf.cli.train_ppo_ray --actor.num_nodes 1', 'openrlhf train_ppo_ray flags'],
  ['deepspeed --module openrlhf.cli.train_sft --ds.zero_stage 2', 'openrlhf train_sft flags'],
  ['python -m playground.orz_7b_ppo exp.seed=1', 'orz orz_7b_ppo hydra'],
  ['DEBUG_MODE=True python -m playground.mine exp.seed=1', 'orz ppo hydra'],
  ['ray job submit --address=http://h:8265 --no-wait -- python3 -m verl.trainer.main_ppo a=1', 'verl ppo_trainer hydra'],
  ['nohup env A=1 srun -N 2 --ntasks-per-node=1 uv run --no-sync python -m verl.trainer.main_ppo a=1 &', 'verl ppo_trainer hydra'],
  ['python3 -m torch.distributed.run --nproc-per-node 2 -m openrlhf.cli.train_rm --a 1', 'openrlhf train_rm flags'],
];
for (const [script, expected] of KNOWN)
  test(script, () => {
    const part = only(script);
    expect(`${part.framework} ${part.command} ${part.overrideSyntax}`).toBe(expected);
  });

test('a script of nobody we know gives nothing', () => {
  expect(['python train.py --config x.yaml', 'trl vllm-serve --model x', 'swift package init', 'torchrun train.py', 'llamafactory-cli version', 'ray start --head', 'python -m recipe.dapo.main_dapo a=1', 'python -c "import x"', 'echo python -m verl.trainer.main_ppo'].flatMap(parts)).toEqual([]);
});

test('a script may launch several trainings', () => {
  expect(parts('trl sft --config a.yaml && trl grpo --config b.yaml').map(({ framework, configFile }) => `${framework} ${configFile?.text}`)).toEqual(['trl-sft a.yaml', 'trl-grpo b.yaml']);
});

test('overrides in arrays, defaults and branches make one tree', () => {
  const part = only('LR=${LR:-1e-6}\nA=(optim.lr=$LR data.n=5)\nif x; then A+=(data.n=6); fi\npython -m verl.trainer.main_ppo "${A[@]}" "$@"');
  expect(valueOf(part.root)).toEqual({ optim: { lr: 1e-6 }, data: {} });
  expect([part.open, part.takesArguments]).toEqual([false, true]);
});

test('flags: switches, values, several values, equal signs', () => {
  const part = only('swift sft --model m --dataset a b --lr=1e-4 --bf16 --max_length -1 --no_save --x $Y');
  expect(valueOf(part.root)).toEqual({ model: 'm', dataset: ['a', 'b'], lr: '1e-4', bf16: true, max_length: '-1', no_save: true });
});

test('dotted flags are nested, each part with its place', () => {
  const script = 'python -m openrlhf.cli.train_ppo_ray --actor.adam.lr 5e-7';
  const { root } = only(script);
  expect(valueOf(root)).toEqual({ actor: { adam: { lr: '5e-7' } } });
  expect(script.slice(root.entries[0]?.keyRange.start, root.entries[0]?.keyRange.end)).toBe('actor');
});

test('the config file of a command is named and is no field', () => {
  const file = (script: string) => only(script).configFile?.text;
  expect(file('F=x.yaml; trl sft --config $F --lr 1')).toBe('x.yaml');
  expect(file('python -m verl.trainer.main config=e/config.yaml')).toBe('e/config.yaml');
  expect(file('llamafactory-cli train $CONFIG')).toBe(null);
  expect(file('python -m verl.trainer.main_ppo --config-dir conf --config-name mine a=1')).toBe('conf/mine.yaml');
  expect(file('python -m verl.trainer.main_ppo --config-path /w/conf --config-name mine.yaml')).toBe('/w/conf/mine.yaml');
  expect(file('python -m playground.orz_7b_ppo')).toBe('playground/orz_7b_ppo.py');
  expect(file('python -m verl.trainer.main_ppo a=1')).toBe(undefined);
  expect(valueOf(only('python -m verl.trainer.main config=c.yaml data.x=1').root)).toEqual({ data: { x: 1 } });
});

test('how many processes are started', () => {
  const started = (script: string): string => {
    const { launch } = only(script);
    return `${launch.launcher} ${launch.processes}x${launch.nodes}`;
  };
  expect(started('torchrun --nnodes=2 --nproc_per_node 8 -m verl.trainer.sft_trainer')).toBe('torchrun 8x2');
  expect(started('torchrun --nproc_per_node=$N -m verl.trainer.sft_trainer')).toBe('torchrun nullx1');
  expect(started('accelerate launch --num_processes 16 --num_machines 2 trl/scripts/sft.py')).toBe('accelerate 8x2');
  expect(started('accelerate launch --config_file a.yaml trl/scripts/sft.py')).toBe('accelerate nullxnull');
  expect(started('deepspeed --include localhost:0,1,2 --module openrlhf.cli.train_sft')).toBe('deepspeed 3x1');
  expect(started('trl sft --num_processes 4')).toBe('accelerate 4x1');
  expect(started('python trl/scripts/sft.py')).toBe('none 1x1');
  expect(started('CUDA_VISIBLE_DEVICES=0,1 llamafactory-cli train x.yaml')).toBe('none 2x1');
  expect(started('FORCE_TORCHRUN=1 NNODES=2 NPROC_PER_NODE=8 llamafactory-cli train x.yaml')).toBe('none 8x2');
  expect(started('CUDA_VISIBLE_DEVICES=0,1 swift sft --model x')).toBe('none 1x1');
  expect(started('export NPROC_PER_NODE=4\nswift sft --model x')).toBe('none 4x1');
  expect(started('#SBATCH --nodes=2\n#SBATCH --ntasks-per-node=8\nsrun python trl/scripts/sft.py')).toBe('srun 8x2');
  expect(started('python -m verl.trainer.main_ppo a=1')).toBe('none nullxnull');
});

test('environment, directory and program of a launch', () => {
  const { launch } = only('export A=1\ncd /work/x && B=2 env C=3 python3 -m verl.trainer.main_ppo a=1');
  expect([...launch.env].map(([name, { value }]) => `${name}=${value}`).toSorted()).toEqual(['A=1', 'B=2', 'C=3']);
  expect(launch.workingDir).toBe('/work/x');
  expect(launch.program).toEqual(['python3', '-m', 'verl.trainer.main_ppo']);
  expect(only('ray job submit --working-dir /w -- python -m verl.trainer.main_ppo').launch.workingDir).toBe('/w');
});

test('a script in quotes is read with its places in the outer one', () => {
  const script = 'N=2\nsrun -N 1 bash -c "cd /w && python3 -m verl.trainer.main_ppo trainer.nnodes=$N data.x=\\"$Y\\""';
  const part = only(script);
  expect(valueOf(part.root)).toEqual({ trainer: { nnodes: 2 }, data: {} });
  expect(script.slice(part.head.start, part.head.end)).toBe('verl.trainer.main_ppo');
  const trainer = part.root.entries[0]?.value;
  const nnodes = trainer?.kind === 'map' ? trainer.entries[0]?.value : undefined;
  expect(script.slice(nnodes?.range.start, nnodes?.range.end)).toBe('$N');
  expect(part.launch.launcher).toBe('srun');
});

test('what Hydra would refuse comes with the part', () => {
  expect(only('python -m verl.trainer.main_ppo trainer.logger=console,wandb').problems).toHaveLength(1);
});
