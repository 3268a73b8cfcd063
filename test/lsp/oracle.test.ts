// No false alarms: what we call an error, TRL's own parser and classes reject; what they reject at once, we call one.
import { beforeAll, expect, it } from 'vitest';
import { analyse, type FieldSpec, loadTrl, MemoryFiles, readYaml, type Trainer } from '../../config';
import { fieldTable } from '../../config/catalogue/fieldTable';
import { Versions } from '../../config/catalogue/versions';
import { askTrl, type Answer, type AskedConfig } from './oracle';
import { corpus, sweep, yamlTexts } from './corpus';

const trainers = ['trl-sft', 'trl-grpo'] as const;
await loadTrl();
/** The versions that are installed here for the oracle (examples/tiny/requirements.txt). */
const versions = new Versions(new Map([['trl', '1.13.0'], ['transformers', '5.18.0'], ['accelerate', '1.15.0']].map(([name = '', version = '']) => [name, { version, from: 'comment' as const }])));
const fieldsOf = (trainer: Trainer): ReadonlyMap<string, FieldSpec> => fieldTable('trl', trainer, versions).specs;
// The fields that both share are swept once, apart from those that GRPO's own checks read.
const shared = new Set([...fieldsOf('trl-sft').keys()].filter((key) => !/batch|accumulation|eval|generation/.test(key)));
const everyField = sweep({ 'trl-sft': fieldsOf('trl-sft').keys(), 'trl-grpo': [...fieldsOf('trl-grpo').keys()].filter((key) => !shared.has(key)) });
/**
 * Refused by the trainer itself, which the oracle does not build: sync_ref_model with beta 0 (trl/trainer/grpo_trainer.py),
 * padding_free with a max_length (trl/trainer/sft_trainer.py), names that are no integration
 * (transformers/integrations/integration_utils.py).
 */
const REFUSED_BY_TRAINER = /^(?:trl-grpo sync_ref_model: true|trl-sft padding_free: true|trl-(?:sft|grpo) report_to: .*)$/;
let answer: Answer;
beforeAll(async () => {
  answer = await askTrl([...corpus, ...everyField], yamlTexts);
}, 240_000);

async function errorsOf(config: AskedConfig): Promise<string[]> {
  const entry = config.reader === 'script' ? ', entry: grpo.py' : '';
  const pipeline = `version: 1\ntargets: { here: { kind: local } }\nstages: { only: { trainer: ${config.trainer}, config: c.yaml, target: here${entry}, versions: { trl: 1.13.0, transformers: 5.18.0, accelerate: 1.15.0 } } }\n`;
  const files = new MemoryFiles({ 'file:///p/reasoner.yaml': pipeline, 'file:///p/grpo.py': 'trl.scripts.grpo.main()\n' });
  const { findings } = await analyse(files, 'file:///p/c.yaml', config.text);
  return findings.filter((finding) => finding.severity === 'error').map((finding) => finding.message);
}

it('agrees with TRL on every config of the corpus', async () => {
  for (const config of corpus) {
    const errors = await errorsOf(config);
    expect({ id: config.id, rejected: errors.length > 0, errors }).toMatchObject({ id: config.id, rejected: answer.verdicts[config.id] !== null });
  }
});

it('calls nothing an error that TRL accepts, for every field and every kind of value', async () => {
  const falseAlarms: string[] = [];
  for (const config of everyField) {
    const errors = await errorsOf(config);
    if (errors.length > 0 && answer.verdicts[config.id] === null && !REFUSED_BY_TRAINER.test(config.id)) falseAlarms.push(`${config.id}: ${errors.join(' ')}`);
  }
  expect(falseAlarms).toEqual([]);
});

it('says something about most values that TRL rejects', async () => {
  const rejected = everyField.filter((config) => answer.verdicts[config.id] !== null);
  let said = 0;
  const missed: string[] = [];
  for (const config of rejected) {
    const { findings } = await analyse(new MemoryFiles(), 'file:///p/c.yaml', `# reasoner: ${config.trainer}@1.13.0 transformers@5.18.0 accelerate@1.15.0\n${config.text}`);
    if (findings.length > 0) said++;
    else missed.push(config.id);
  }
  console.log(`${said} of ${rejected.length} rejected single values are underlined; silent: ${missed.join('; ')}`);
  expect(said / rejected.length).toBeGreaterThan(0.9);
});

it.each(trainers)('has the fields, defaults, choices and conversions of the real %s parser', (trainer) => {
  const real = answer.fields[trainer] ?? {};
  const ours = fieldsOf(trainer);
  expect([...ours.keys()].toSorted()).toEqual(Object.keys(real).toSorted());
  const names: Record<string, string> = { string_to_bool: 'bool', '<lambda>': 'choice', DebugOption: 'any', DatasetConfig: 'any', ParallelismConfig: 'any' };
  for (const [key, { converts, list, choices, default: byDefault }] of Object.entries(real)) {
    const spec = ours.get(key);
    expect({ key, converts: spec?.converts, list: spec?.list ?? false }).toEqual({ key, converts: names[converts] ?? converts, list });
    if (spec?.hasDefault && spec.defaultText === undefined) expect({ key, default: spec.default }).toEqual({ key, default: byDefault });
    if (spec?.choices) expect({ key, choices: spec.choices }).toEqual({ key, choices });
  }
});

it('reads YAML values as PyYAML does', () => {
  yamlTexts.forEach((text, i) => {
    expect({ text, value: JSON.parse(JSON.stringify(readYaml(text), special)) as unknown }).toEqual({ text, value: answer.yaml[i] });
  });
});

/** JSON has no infinity and no NaN: both sides write them as text. */
const special = (_key: string, value: unknown): unknown => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value);
