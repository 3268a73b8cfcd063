// What a framework said once is kept: its answer to the same case changes only with its version or with the oracle.
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ask, oracleOf } from './ask.mjs';
import { folder, FRAMEWORKS } from './environment.mjs';

const hash = (text) => createHash('sha256').update(text).digest('hex').slice(0, 24);

/** An oracle's own sources: the file and what it imports from beside it. */
function sourcesOf(file, seen = new Map()) {
  if (seen.has(file) || !existsSync(file)) return seen;
  const text = readFileSync(file, 'utf8');
  seen.set(file, text);
  for (const [, name] of text.matchAll(/^(?:from|import) (\w+)/gm)) if (name !== path.basename(file, '.py')) sourcesOf(path.join(path.dirname(file), `${name}.py`), seen);
  return seen;
}

/** Changes with the oracle's sources and with the framework's pins. */
export function edition(framework, checkout) {
  const sources = [...sourcesOf(oracleOf(framework)).values()];
  return hash([JSON.stringify({ ...FRAMEWORKS[framework], mutants: 0, older: 0 }), checkout ?? '', ...sources].join('\0'));
}

/** As `ask`, but only what was not asked before is asked. */
export async function verdictsOf(framework, cases, options = {}) {
  const file = path.join(folder, 'verdicts', `${framework}-${edition(framework, options.checkout)}.jsonl`);
  mkdirSync(path.dirname(file), { recursive: true });
  const known = new Map(existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)).map(({ key, ...answer }) => [key, answer]) : []);
  const keys = new Map(cases.map((one) => [one.id, hash(JSON.stringify({ ...one, shown: null, kind: null }))]));
  const open = cases.filter((one) => !known.has(keys.get(one.id)));
  for (let from = 0; from < open.length; from += 200) {
    const part = open.slice(from, from + 200);
    const answers = await ask(framework, part, { ...options, say: (line) => options.say?.(`${line} (${from} of ${open.length} before)`) });
    for (const one of part) {
      const answer = answers.get(one.id);
      known.set(keys.get(one.id), answer);
      appendFileSync(file, `${JSON.stringify({ key: keys.get(one.id), ...answer })}\n`);
    }
  }
  return new Map(cases.map((one) => [one.id, known.get(keys.get(one.id))]));
}
