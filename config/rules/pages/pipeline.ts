/** Rules about reasoner.yaml, the pipeline file. */
import { GRPO, pages, SFT } from './page';

const head = 'version: 1\ntargets:\n  here: { kind: local }\nstages:\n';
const sft = '  cold-start: { trainer: trl-sft, config: sft.yaml, target: here }\n';
const rl = (more: string): string => `  rl: { trainer: trl-grpo, config: rl.yaml, target: here${more} }\n`;
const beside = { 'sft.yaml': `${SFT}report_to: tensorboard\n`, 'rl.yaml': `${GRPO}report_to: tensorboard\nmax_steps: 60\n` };
const file = (text: string): { file: string; text: string; beside: Record<string, string> } => ({ file: 'reasoner.yaml', text, beside });
const source = 'schemas/reasoner.schema.json';

export const pipelineRules = pages({
  'PIPE-VERSION': {
    title: 'Version of the pipeline file',
    severity: 'error',
    what: '`version` is missing, or is one that this release does not read. Today it is 1.',
    why: 'A newer file may mean something else by the same words, so nothing is launched from it.',
    fails: file(head.replace('version: 1', 'version: 9') + sft),
    mended: file(head + sft),
    source,
  },
  'PIPE-UNKNOWN-KEY': {
    title: 'Unknown key in the pipeline file',
    severity: 'error',
    what: 'The pipeline file holds a key that means nothing there.',
    why: 'A setting that is silently ignored is a launch that does something else than what is written.',
    fails: file(head + sft.replace('config:', 'konfig: x, config:')),
    mended: file(head + sft),
    source,
  },
  'PIPE-TYPE': {
    title: 'Missing or malformed value in the pipeline file',
    severity: 'error',
    what: 'A required key is missing, or a value is not of the kind that the key takes.',
    why: 'The launch could not be planned.',
    fails: file(head + sft.replace('trl-sft', 'trl-dpo')),
    mended: file(head + sft),
    source,
  },
  'PIPE-UNKNOWN-STAGE': {
    title: 'init names no earlier stage',
    severity: 'error',
    what: '`init` names a stage that does not exist, does not stand above, or is the stage itself.',
    why: 'A stage starts from the final weights of one that ran before it.',
    fails: file(head + sft + rl(', init: coldstart')),
    mended: file(head + sft + rl(', init: cold-start')),
    source,
  },
  'PIPE-UNKNOWN-TARGET': {
    title: 'Unknown target',
    severity: 'error',
    what: 'A stage names a target that stands not under `targets`.',
    why: 'There is nowhere to run it.',
    fails: file(head + sft.replace('here', 'there')),
    mended: file(head + sft),
    source,
  },
  'PIPE-CONFIG-MISSING': {
    title: 'The file that a stage names is not there',
    severity: 'error',
    what: 'The `config` or `entry` of a stage does not exist below the folder of the pipeline file.',
    why: 'The stage could not start.',
    fails: file(head + sft.replace('sft.yaml', 'sft.yml')),
    mended: file(head + sft),
    source,
  },
  'PIPE-PHASE-ORDER': {
    title: 'Phases out of order',
    severity: 'error',
    what: 'Each phase but the last ends at a step (`until`) above the one before; the last has none and ends where the config ends, which must lie above.',
    why: 'A phase would have no step to run.',
    fails: file(head + rl(', phases: [{ until: 90, set: { max_completion_length: 48 } }, { set: { max_completion_length: 96 } }]')),
    mended: file(head + rl(', phases: [{ until: 30, set: { max_completion_length: 48 } }, { set: { max_completion_length: 96 } }]')),
    unknown: {
      ...file(head + rl(', phases: [{ until: 90, set: { max_completion_length: 48 } }, { set: { max_completion_length: 96 } }]')),
      beside: { 'rl.yaml': `${GRPO}report_to: tensorboard\n` },
    },
    source,
  },
  'PIPE-PHASE-KEY': {
    title: 'A phase sets a field that the trainer does not have',
    severity: 'error',
    what: '`set` holds a key that the trainer of the stage does not know.',
    why: 'The phase would not do what it is there for.',
    fails: file(head + rl(', phases: [{ set: { max_completion_lenght: 48 } }]')),
    mended: file(head + rl(', phases: [{ set: { max_completion_length: 48 } }]')),
    source,
  },
});
