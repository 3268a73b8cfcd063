import type { DashboardRun, DashboardStage, SeriesColumns, ToDashboard } from '../../protocol/webview/dashboard';
import { noise, through, type Scene } from './scene';

const TAGS = ['train/entropy', 'train/epoch', 'train/grad_norm', 'train/learning_rate', 'train/loss', 'train/mean_token_accuracy', 'train/num_tokens'];
const RL_TAGS = [
  ...TAGS,
  'train/clip_ratio/high_mean',
  'train/clip_ratio/low_mean',
  'train/completions/clipped_ratio',
  'train/completions/max_length',
  'train/completions/mean_length',
  'train/completions/min_length',
  'train/frac_reward_zero_std',
  'train/kl',
  'train/reward',
  'train/reward_std',
  'train/rewards/exact_match/mean',
  'train/rewards/image_match/mean',
  'train/rewards/text_match/mean',
  'train/step_time',
].sort();

/** The recipe's own curves, every 50 steps up to 970, and its length curriculum. */
const REWARD = [0.231, 0.243, 0.264, 0.288, 0.301, 0.312, 0.338, 0.348, 0.365, 0.364, 0.378, 0.378, 0.37, 0.384, 0.39, 0.394, 0.395, 0.398, 0.402, 0.409];
const LENGTH = [7300, 7400, 7700, 8000, 8000, 8200, 8600, 9400, 9900, 10200, 10300, 10200, 10300, 10200, 9800, 10500, 10500, 11400, 11800, 12200];

const coldStart = (over: Partial<DashboardStage> = {}): DashboardStage => ({
  name: 'cold-start',
  kind: 'sft',
  state: 'succeeded',
  totalSteps: 120,
  phases: [],
  metrics: { loss: 'train/loss', gradNorm: 'train/grad_norm', learningRate: 'train/learning_rate' },
  tags: TAGS,
  step: 120,
  secondsLeft: null,
  ...over,
});
const rl = (over: Partial<DashboardStage> = {}): DashboardStage => ({
  name: 'rl',
  kind: 'rl',
  state: 'running',
  totalSteps: 60,
  phases: [
    { name: '64 tokens', from: 0, until: 30 },
    { name: '128 tokens', from: 30, until: null },
  ],
  metrics: { reward: 'train/reward', responseLength: 'train/completions/mean_length', kl: 'train/kl' },
  tags: RL_TAGS,
  step: 41,
  secondsLeft: 96,
  ...over,
});
const run = (stages: DashboardStage[], over: Partial<DashboardRun> = {}): DashboardRun => ({
  id: '20261122-204310-tiny-3f2a',
  title: 'tiny · 22 Nov, 20:43',
  target: 'here (local)',
  state: 'running',
  stages,
  source: 'data server',
  problem: null,
  ...over,
});

function series(stage: string, tag: string, steps: number, value: (share: number, noise: number) => number, first = 1): SeriesColumns {
  const random = noise(tag.length * 977 + steps);
  const now = Date.now() / 1000;
  return {
    stage,
    tag,
    steps: Float64Array.from({ length: steps }, (_, i) => first + i),
    wallTimes: Float64Array.from({ length: steps }, (_, i) => now - (steps - i) * 5),
    values: Float64Array.from({ length: steps }, (_, i) => value(i / steps, random())),
  };
}

const loss = (steps = 120): SeriesColumns => series('cold-start', 'train/loss', steps, (x, n) => 0.55 + 5.6 * Math.exp(-5 * x * (steps / 120)) + 0.12 * n);
const reward = (steps: number): SeriesColumns => series('rl', 'train/reward', steps, (x, n) => Math.max(0, 0.18 + (0.38 * x * steps) / 60 + 0.12 * n));
const length = (steps: number): SeriesColumns =>
  series('rl', 'train/completions/mean_length', steps, (x, n) => Math.min(41 + (26 * x * steps) / 30, 62) + (x * steps > 30 ? (x * steps - 30) * 1.1 : 0) + 4 * n);
const gradNorm = (steps: number): SeriesColumns => series('rl', 'train/grad_norm', steps, (_, n) => 0.4 + 0.2 * n * n + (n > 0.93 ? 3 : 0));
const odd = (steps: number): SeriesColumns =>
  series('rl', 'train/kl', steps, (x, n) => (x > 0.4 && x < 0.55 ? NaN : x > 0.8 && n > 0.4 ? Infinity : 1e-4 * (1 + 8 * x + 2 * n)));

const snapshot = (held: DashboardRun, all: SeriesColumns[]): ToDashboard => ({ type: 'snapshot', run: held, series: all });
const scene = (messages: ToDashboard[], more: Partial<Scene> = {}): Scene => ({ page: 'dashboard', messages, ...more });
const kept = (choices: string[], tables: string[] = []): unknown => ({ runId: null, smoothing: 0.6, choices: choices.map((tag) => ({ stage: 'rl', tag })), tables });

const live = snapshot(run([coldStart(), rl()]), [loss(), reward(41), length(41), gradNorm(41), odd(41)]);
const recipe = snapshot(
  run(
    [
      coldStart({ totalSteps: 3000, step: 3000, name: 'linguistic-cold-start' }),
      rl({
        totalSteps: 950,
        step: 950,
        state: 'succeeded',
        name: 'multimodal-rl',
        phases: [
          { name: '24k tokens', from: 0, until: 300 },
          { name: '32k tokens', from: 300, until: 700 },
          { name: '48k tokens', from: 700, until: null },
        ],
      }),
    ],
    { title: 'ovr-7b · 20 Nov, 09:12', target: 'box (ssh gpu-box-with-a-rather-long-name.cluster.example)', state: 'succeeded', source: 'event files' },
  ),
  [
    series('linguistic-cold-start', 'train/loss', 3000, (x, n) => 0.42 + 0.9 * Math.exp(-14 * x) + 0.05 * n + (n > 0.995 ? 0.9 : 0)),
    series('multimodal-rl', 'train/reward', 950, (x, n) => through(REWARD, x) + 0.018 * n),
    series('multimodal-rl', 'train/completions/mean_length', 950, (x, n) => through(LENGTH, x) + 420 * n),
  ],
);

export const dashboardScenes: Record<string, Scene> = {
  live: scene([live], { actions: ['hover:.main-grid .panel:last-child canvas'] }),
  extra: scene([live], { kept: kept(['train/grad_norm', 'train/kl', 'train/rewards/image_match/mean']) }),
  search: scene([live], { kept: kept(['train/grad_norm']), actions: ['.tag-search input', 'type:train rl'] }),
  table: scene([live], { kept: kept(['train/kl'], ['stage rl', 'tag rl train/kl']) }),
  recipe: scene([recipe]),
  waiting: scene([snapshot(run([coldStart({ state: 'running', step: 0 }), rl({ state: 'pending', step: 0, secondsLeft: null })], { source: null }), [])]),
  'first-point': scene([
    snapshot(run([coldStart({ state: 'running', step: 1 }), rl({ state: 'pending', step: 0, secondsLeft: null })]), []),
    { type: 'append', fromStep: 1, series: loss(1) },
  ]),
  problem: scene([
    snapshot(run([coldStart(), rl({ secondsLeft: null })], { target: 'box (ssh gpu-box)', problem: 'The connection to gpu-box was lost 40 s ago. It is tried again every 10 s; the run goes on there.' }), [loss(), reward(41), length(41)]),
  ]),
  loading: scene([{ type: 'loading', title: 'tiny · 22 Nov, 20:43' }]),
  error: scene([
    { type: 'error', message: 'No run with the id 20261122-204310-tiny-3f2a exists in /home/me/tiny/.reasoner/runs.', hint: 'It may have been deleted on the host. Choose another run in the Runs view.' },
  ]),
};
