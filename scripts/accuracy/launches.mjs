// From a shipped file to what the framework is asked: the command, its arguments, the number of processes.
import { commandsOf } from './sandbox.mjs';

/** The version in force, where this extension looks for it: a comment on the first lines. */
function marked(text, framework, version) {
  if (!version) return text;
  const mark = `# reasoner: ${framework}@${version}\n`;
  const first = /^#!.*\n/.exec(text)?.[0] ?? '';
  return first + mark + text.slice(first.length);
}

const after = (argv, ...words) => {
  const at = argv.findIndex((_word, i) => words.every((word, j) => argv[i + j] === word));
  return at < 0 ? null : argv.slice(at + words.length);
};
const number = (argv, ...names) => {
  for (const [at, word] of argv.entries()) {
    const [name, value = argv[at + 1]] = word.split('=');
    if (names.includes(name.replaceAll('-', '_').replace(/^__/, '')) && Number(value) > 0) return Number(value);
  }
  return null;
};
const processes = ({ argv, environment }) => ({
  nodes: Number(environment['NNODES']) || number(argv, 'nnodes') || 1,
  gpus: Number(environment['NPROC_PER_NODE']) || number(argv, 'nproc_per_node') || null,
});

/** What each framework makes of one started command; null for a command that is not its own. */
const READERS = {
  verl({ argv, environment }) {
    const sft = after(argv, '-m', 'verl.trainer.sft_trainer');
    const rest = sft ?? after(argv, '-m', 'verl.trainer.main_ppo');
    if (!rest) return null;
    if (rest.some((word) => /^--config-(?:path=(?!config$)|dir)/.test(word))) return { skipped: 'its primary config is a file of its own' };
    return { command: sft ? 'verl-sft' : 'verl', argv: rest, ...(sft ? { ...processes({ argv, environment }), gpus: processes({ argv, environment }).gpus ?? 8 } : {}) };
  },
  openrlhf({ argv }) {
    const module = argv.find((word) => /^openrlhf\.cli\.train_(?:ppo_ray|sft|rm|dpo)$/.test(word));
    return module ? { command: module.slice('openrlhf.cli.'.length), argv: argv.slice(argv.indexOf(module) + 1) } : null;
  },
  'ms-swift'({ argv, environment }) {
    if (argv[0] !== 'swift' || !['pt', 'sft', 'rlhf'].includes(argv[1])) return null;
    if (/\.(?:ya?ml|json)$/.test(argv[2] ?? '')) return { skipped: 'the script names a config file' };
    const { nodes, gpus } = processes({ argv, environment });
    return { command: argv[1], argv: argv.slice(2), nodes, gpus: gpus ?? 1 };
  },
  llamafactory({ argv, environment }) {
    const rest = after(argv, 'llamafactory-cli', 'train') ?? after(argv, 'lmf', 'train');
    if (!rest) return null;
    if (/\.ya?ml$/.test(rest[0] ?? '')) return { command: 'train', name: rest[0], argv: ['train', ...rest.slice(1)], environment };
    return { command: 'train', name: null, argv: ['train', ...rest], environment };
  },
  easyr1({ argv }) {
    const rest = after(argv, '-m', 'verl.trainer.main');
    return rest && { command: 'easyr1', argv: rest };
  },
};

/** @returns {{ cases: object[], skipped?: string }} one case per command that the script starts */
export function readScript(framework, text, version) {
  const read = READERS[framework];
  if (!read) return { cases: [] };
  const started = commandsOf(text).map((command) => read(command)).filter(Boolean);
  const cases = started.filter((one) => !one.skipped).map((one) => ({ name: undefined, ...one, shownText: marked(text, one.command === 'verl-sft' ? 'verl-sft' : framework, version) }));
  if (cases.length > 0) return { cases: cases.slice(0, 1) };
  // A script of another program, such as a data set's or a server's, is no config.
  if (started.length === 0 && !MENTIONS[framework].test(text)) return { cases: [] };
  return { cases: [], skipped: started[0]?.skipped ?? 'the command that the script starts cannot be known without running it' };
}

const MENTIONS = {
  verl: /^[^#]*verl\.trainer\.(?:main_ppo|sft_trainer)\b/m,
  openrlhf: /openrlhf\.cli\.train_/,
  'ms-swift': /^\s*swift (?:pt|sft|rlhf)\b/m,
  llamafactory: /^[^#]*(?:llamafactory-cli|lmf) train\b/m,
  easyr1: /verl\.trainer\.main\b/,
};

/** @returns {{ cases: object[], skipped?: string }} */
export function readYaml(framework, file, text, version) {
  const shownText = file.endsWith('.json') || file.endsWith('.py') ? text : marked(text, framework, version);
  if (framework === 'trl') return { cases: [{ command: /grpo/.test(file) ? 'trl-grpo' : 'trl-sft', shownText: text }] };
  if (framework === 'llamafactory') {
    if (/^\s*(?:#\s*)?use_mca|megatron/m.test(`${file}\n${text}`)) return { cases: [], skipped: "Megatron's own argument classes are not installed" };
    const command = /^export_dir:/m.test(text) ? 'export' : /^(?:stage|do_train|do_predict|do_eval):/m.test(text) ? 'train' : 'chat';
    return { cases: [{ command, argv: [command], gpus: 1, environment: /^deepspeed:/m.test(text) ? { FORCE_TORCHRUN: '1' } : {}, shownText }] };
  }
  if (framework === 'ms-swift') {
    const command = /^rlhf_type:/m.test(text) ? 'rlhf' : 'sft';
    return { cases: [{ command, gpus: 1, shownText }] };
  }
  if (framework === 'accelerate' && /^compute_environment: AMAZON|^distributed_type: (?:TPU|XLA)/m.test(text)) return { cases: [], skipped: 'a launcher of another machine' };
  return { cases: [{ command: framework, shownText }] };
}
