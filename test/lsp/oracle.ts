// TRL's own parser as the judge: one Python process answers everything that a test asks.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { decodeJson } from '../../protocol/decode';

export const root = path.resolve(import.meta.dirname, '../..');

const Answer = v.object({
  verdicts: v.record(v.string(), v.nullable(v.string())),
  yaml: v.array(v.unknown()),
  fields: v.record(
    v.string(),
    v.record(v.string(), v.object({ converts: v.string(), list: v.boolean(), choices: v.nullable(v.array(v.unknown())), default: v.unknown() })),
  ),
});
export type Answer = v.InferOutput<typeof Answer>;

export interface AskedConfig {
  id: string;
  trainer: 'trl-sft' | 'trl-grpo';
  reader: 'command' | 'script';
  text: string;
}

export async function askTrl(configs: AskedConfig[], yaml: string[] = []): Promise<Answer> {
  const python = path.join(root, '.venv/bin/python');
  if (!existsSync(python)) throw new Error(`${python} is missing: it holds TRL, which is the judge here. Create it with examples/tiny/requirements.txt.`);
  const child = spawn(python, [path.join(import.meta.dirname, 'oracle.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  child.stdin.end(JSON.stringify({ configs, yaml }));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`oracle.py ended with exit code ${code}`);
  return decodeJson(Answer, out, "the oracle's answer");
}
