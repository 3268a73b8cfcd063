/** Rules about the text itself, whatever framework reads it. */
import { pages, SFT } from './page';

export const generalRules = pages({
  'GEN-SYNTAX': {
    title: 'The file is not valid YAML',
    severity: 'error',
    what: 'The loader (PyYAML `safe_load`) cannot read the file.',
    why: 'The trainer stops before it reads a single value. What stands before and after the broken place is still checked.',
    fails: { file: 'sft.yaml', text: `${SFT}learning_rate\nseed: 1\n` },
    mended: { file: 'sft.yaml', text: `${SFT}learning_rate: 1.0e-5\nseed: 1\n` },
    source: 'PyYAML 6.0 yaml/scanner.py, yaml/parser.py',
  },
  'GEN-DUP-KEY': {
    title: 'The same key twice in one mapping',
    severity: 'warning',
    what: 'A key stands more than once in one mapping. PyYAML keeps the last one and says nothing.',
    why: 'The value that is read first is not the value that is used.',
    fails: { file: 'sft.yaml', text: `${SFT}seed: 1\nseed: 2\n` },
    mended: { file: 'sft.yaml', text: `${SFT}seed: 2\n` },
    unknown: { file: 'values.yaml', text: 'seed: 1\nseed: 2\n' },
    source: 'PyYAML 6.0 yaml/constructor.py construct_mapping',
  },
  'GEN-OVERRIDE': {
    title: 'A word that is no override',
    severity: 'error',
    what: "A word behind a training command is none that Hydra (verl) or OmegaConf (EasyR1, LLaMA-Factory) takes: no `=`, a list of choices outside a sweep, an unclosed bracket.",
    why: 'The trainer stops before it reads a single value.',
    fails: { file: 'train.sh', text: 'python3 -m verl.trainer.main_ppo actor_rollout_ref.rollout.name=vllm data.train_batch_size=64,128\n' },
    mended: { file: 'train.sh', text: 'python3 -m verl.trainer.main_ppo actor_rollout_ref.rollout.name=vllm actor_rollout_ref.actor.use_dynamic_bsz=True critic.use_dynamic_bsz=True data.train_batch_size=1024\n' },
    unknown: { file: 'train.sh', text: 'python3 -m verl.trainer.main_ppo actor_rollout_ref.rollout.name=vllm data.train_batch_size=$SIZES\n' },
    source: 'hydra-core 1.3 hydra/grammar/OverrideParser.g4; hydra/core/override_parser',
  },
  'GEN-TOO-BIG': {
    title: 'The file is too big to be checked',
    severity: 'information',
    what: 'A file above 1 MB is not parsed.',
    why: 'No training config is that long, and checking it would slow the editor down. Nothing is concluded about it.',
    fails: { file: 'reasoner.yaml', text: `# ${'x'.repeat(1_000_001)}` },
    mended: { file: 'reasoner.yaml', text: 'version: 1\ntargets: { here: { kind: local } }\nstages: {}\n' },
    source: 'config/check/limits.ts',
  },
});
