/**
 * The pipeline file, key by key: one table that the checks, the completions, the hovers and the JSON Schema read.
 */
export interface KeySpec {
  description: string;
  kind: 'version' | 'checks' | 'name' | 'text' | 'steps' | 'argv' | 'variables' | 'fields' | 'map' | 'named' | 'list';
  required?: boolean;
  choices?: readonly string[];
  /** Keys of a `map`, of each value of a `named` map, or of each item of a `list`. */
  keys?: Shape;
  /** What the value names elsewhere in the pipeline or beside it. */
  refersTo?: 'target' | 'stage' | 'file';
  /** For completions: what a fresh value starts with. */
  snippet?: string;
}
export type Shape = Readonly<Record<string, KeySpec>>;

export const TRAINERS = ['trl-sft', 'trl-grpo', 'llamafactory', 'verl', 'verl-sft', 'easyr1', 'orz', 'ms-swift', 'openrlhf'] as const;
export const TARGET_KINDS = ['local', 'ssh'] as const;

const ENVIRONMENT: Shape = {
  venv: {
    kind: 'text',
    description: "Virtual environment that runs the stages: relative to this folder (local) or to the workdir (ssh), or absolute. Without it, the host's own python3 runs them.",
    snippet: '.venv',
  },
  variables: { kind: 'variables', description: 'Environment variables for every process of a stage. Not for secrets: this file is shared.' },
};

const TARGET: Shape = {
  kind: { kind: 'text', required: true, choices: TARGET_KINDS, description: '`local`: the machine that holds this folder. `ssh`: a host that the system ssh reaches.' },
  host: { kind: 'text', description: 'Host name or alias, as `ssh` takes it: user, port, keys and jump hosts come from the ssh configuration.' },
  workdir: { kind: 'text', description: 'Folder on the target where the stages run. Required for ssh, absolute there; for local, this folder unless given.' },
  env: { kind: 'map', keys: ENVIRONMENT, description: 'Python environment and variables of the stages that run here.' },
  nodes: { kind: 'steps', description: 'Machines that a stage runs on. Checks that need the number of processes use it; 1 unless given.' },
  gpus: { kind: 'steps', description: 'GPUs of each machine. Checks that need the number of processes use it; unknown unless given.' },
  gpu: { kind: 'text', description: 'Model of the GPUs, such as `A100-SXM4-80GB`, for checks that depend on the hardware.' },
};

const PHASE: Shape = {
  until: { kind: 'steps', description: 'Last optimizer step of this phase. The last phase has none: it ends where the config ends.' },
  set: { kind: 'fields', required: true, description: "Fields of the trainer's config that hold other values during this phase, such as `max_completion_length`." },
};

const STAGE: Shape = {
  trainer: { kind: 'text', required: true, choices: TRAINERS, description: 'Who reads the config. `trl-sft` (supervised fine-tuning) and `trl-grpo` (reinforcement learning with verifiable rewards) are checked and launched; the others are checked only.' },
  config: { kind: 'text', required: true, refersTo: 'file', description: "The training config, or the script that launches it, in the trainer's own format, relative to this folder." },
  target: { kind: 'text', required: true, refersTo: 'target', description: 'Where the stage runs: a name under `targets`.' },
  entry: { kind: 'text', refersTo: 'file', description: "Python script that runs in place of the trainer's own command and takes the same arguments; relative to this folder." },
  init: { kind: 'text', refersTo: 'stage', description: 'An earlier stage: this one starts from its final weights.' },
  before: { kind: 'argv', description: 'Command that runs first, in the same environment: a list of arguments, no shell.', snippet: '[python, ${1:prepare.py}]' },
  after: { kind: 'argv', description: 'Command that runs when the trainer succeeded: a list of arguments, no shell.', snippet: '[python, ${1:answers.py}]' },
  versions: {
    kind: 'variables',
    description: 'Versions of the packages that read the config, such as `trl: 1.13.0`. Without them they are read from the environment of the target, when it can be seen.',
  },
  phases: { kind: 'list', keys: PHASE, description: 'The length curriculum: consecutive parts of the stage, each continuing the one before with weights and optimizer state.' },
};

export const PIPELINE: Shape = {
  version: { kind: 'version', required: true, description: 'Version of this format: 1.', snippet: '1' },
  name: { kind: 'name', description: 'Name of the pipeline; without it, the name of its folder.' },
  targets: { kind: 'named', required: true, keys: TARGET, description: 'The machines that stages run on, by name.' },
  checks: {
    kind: 'checks',
    description: 'Severity of rules for this pipeline and its configs: a rule id, or a prefix ending in `*`, to `off`, `hint`, `information`, `warning` or `error`.',
  },
  stages: { kind: 'named', required: true, keys: STAGE, description: 'The stages by name, in the order in which the whole pipeline runs.' },
};

/** The spec at a path such as `stages`, `rl`, `phases`, `0`, `until`; null where the file's format ends. */
export function specAt(path: readonly string[]): KeySpec | null {
  let spec: KeySpec = { kind: 'map', keys: PIPELINE, description: '' };
  for (const key of path) {
    // A name of the user's own, or the index of an item, stands for one mapping of the given keys.
    if (spec.kind === 'named' || spec.kind === 'list') spec = { ...spec, kind: 'map' };
    else if (spec.kind === 'map' && spec.keys && Object.hasOwn(spec.keys, key)) spec = spec.keys[key] as KeySpec;
    else return null;
  }
  return spec;
}

/** The keys that a mapping at `path` may hold; null where they are names of one's own or another format's fields. */
export function shapeAt(path: readonly string[]): Shape | null {
  const spec = specAt(path);
  return spec?.kind === 'map' ? (spec.keys ?? null) : null;
}
