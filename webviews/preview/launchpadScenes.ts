import type { PipelineCards, StageCard, ToLaunchpad } from '../../protocol/webview/launchpad';
import type { Scene } from './scene';

const now = Date.now() / 1000;
const TINY = 'file:///home/me/reasoner/examples/tiny/reasoner.yaml';

const card = (name: string, over: Partial<StageCard> = {}): StageCard => ({
  pipelineUri: TINY,
  name,
  trainer: name === 'rl' ? 'trl-grpo' : 'trl-sft',
  kind: name === 'rl' ? 'rl' : 'sft',
  target: 'here (local)',
  state: 'idle',
  runId: null,
  step: null,
  totalSteps: name === 'rl' ? 60 : 120,
  secondsLeft: null,
  startedAt: null,
  endedAt: null,
  lastCheckpoint: null,
  detail: null,
  canLaunch: true,
  canStop: false,
  ...over,
});
const tiny = (stages: StageCard[], over: Partial<PipelineCards> = {}): PipelineCards => ({
  uri: TINY,
  name: 'tiny',
  path: 'examples/tiny/reasoner.yaml',
  stages,
  problem: null,
  ...over,
});
const done = card('cold-start', { state: 'succeeded', runId: 'r1', step: 120, startedAt: now - 420, endedAt: now - 301, lastCheckpoint: 'checkpoint-120' });
const training = card('rl', {
  state: 'running',
  runId: 'r1',
  step: 41,
  secondsLeft: 96,
  startedAt: now - 214,
  lastCheckpoint: 'checkpoint-30',
  detail: 'phase 2 of 2',
  canLaunch: false,
  canStop: true,
});
const far: PipelineCards = {
  uri: 'file:///home/me/ovr/reasoner.yaml',
  name: 'ovr-7b with a long name for a pipeline that somebody really wrote',
  path: 'experiments/2026-11/open-vision-reasoner/qwen2.5-vl-7b/reasoner.yaml',
  problem: 'Target box: the host refused the connection (gpu-box port 22). What is shown is what was last read.',
  stages: [
    card('linguistic-cold-start', { state: 'failed', target: 'box (ssh)', runId: 'r2', step: 1204, totalSteps: 3000, startedAt: now - 90_000, endedAt: now - 52_000, lastCheckpoint: 'global_step_1000', detail: 'CUDA out of memory on rank 3 at step 1204: lower per_device_train_batch_size or raise gradient_accumulation_steps.' }),
    card('rl', { name: 'multimodal-rl', trainer: 'verl-ppo', state: 'lost', target: 'cluster (slurm)', runId: 'r3', step: 310, totalSteps: null, startedAt: now - 300_000, lastCheckpoint: 'global_step_300', detail: 'The supervisor is gone: the host was restarted.' }),
    card('rl', { name: 'multimodal-rl-48k', trainer: 'verl-ppo', target: 'cluster (slurm)', totalSteps: 270, canLaunch: false }),
  ],
};

const scene = (pipelines: PipelineCards[], trusted = true): Scene => ({ page: 'launchpad', messages: [{ type: 'state', pipelines, trusted } satisfies ToLaunchpad] });

export const launchpadScenes: Record<string, Scene> = {
  running: scene([tiny([done, training])]),
  idle: scene([tiny([card('cold-start'), card('rl')])]),
  starting: scene([tiny([card('cold-start', { state: 'running', runId: 'r4', startedAt: now - 3, detail: 'preparing', step: 0, canLaunch: false, canStop: true }), card('rl', { state: 'pending', runId: 'r4', canLaunch: false })])]),
  many: scene([tiny([{ ...done }, { ...training, state: 'stopping', canStop: false, detail: 'SIGTERM sent; the trainer writes its last checkpoint' }]), far]),
  untrusted: scene([tiny([card('cold-start', { canLaunch: false }), card('rl', { canLaunch: false })])], false),
  empty: scene([]),
  loading: { page: 'launchpad', messages: [] },
};
