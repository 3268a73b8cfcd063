// A slice of `npm run accuracy` that every run of the tests does: TRL judges changed configs of its own fields.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import * as v from 'valibot';
import { beforeAll, expect, it } from 'vitest';
import { decodeJson } from '../../protocol/decode';
import { type Case, errorsOf } from './ours';

const COUNT = 240;
/** Share of equal verdicts that is kept. */
const AGREEMENT = 0.99;
const scripts = path.resolve(import.meta.dirname, '../../scripts/accuracy');

const Made = v.looseObject({ id: v.string(), framework: v.string(), command: v.string(), kind: v.string(), shown: v.object({ name: v.string(), text: v.string() }), nodes: v.number(), gpus: v.number() });
const Verdict = v.looseObject({ id: v.string(), accepts: v.boolean(), error: v.nullable(v.string()) });
type Made = v.InferOutput<typeof Made>;

function run(file: string, args: string[], input: string): string[] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(scripts, file), ...args], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${file} ended with exit code ${String(status)}.\n${stderr}`);
  return stdout.split('\n').filter(Boolean);
}

let cases: Made[];
let theirs: Map<string, v.InferOutput<typeof Verdict>>;

beforeAll(() => {
  const lines = run('cases.mjs', ['trl', String(COUNT)], '');
  cases = lines.map((line) => decodeJson(Made, line, 'a changed config'));
  theirs = new Map(run('ask.mjs', ['trl'], `${lines.join('\n')}\n`).map((line) => decodeJson(Verdict, line, "TRL's verdict")).map((verdict) => [verdict.id, verdict]));
});

const accepted = (one: Case): boolean | undefined => theirs.get(one.id)?.accepts;

it('has enough of both kinds to say something', () => {
  expect(cases).toHaveLength(COUNT);
  const kept = cases.filter((one) => accepted(one)).length;
  expect(kept).toBeGreaterThan(COUNT / 3);
  expect(kept).toBeLessThan((COUNT * 9) / 10);
});

it('calls nothing an error that TRL accepts', async () => {
  const alarms: string[] = [];
  for (const one of cases.filter((candidate) => accepted(candidate) === true)) {
    const errors = await errorsOf(one);
    if (errors.length > 0) alarms.push(`${one.id}: ${errors.join(' ')}`);
  }
  expect(alarms).toEqual([]);
});

it('agrees with TRL', async () => {
  const differ: string[] = [];
  for (const one of cases) {
    if ((await errorsOf(one)).length === 0 !== accepted(one)) differ.push(`${one.id}: ${theirs.get(one.id)?.error ?? 'accepted'}`);
  }
  expect(1 - differ.length / cases.length, differ.join('\n')).toBeGreaterThanOrEqual(AGREEMENT);
});
