// What the host says of a workspace's runs, read from its disk: the truth that the editor must show.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Records of the runs below a workspace folder, oldest first. */
export function records(folder) {
  const runs = path.join(folder, '.reasoner', 'runs');
  let names = [];
  try {
    names = readdirSync(runs).filter((name) => !name.startsWith('.')).sort();
  } catch {
    return []; // nothing was ever launched
  }
  return names.map((name) => JSON.parse(readFileSync(path.join(runs, name, 'record.json'), 'utf8')));
}

/** Asks again until the answer is truthy. */
export async function until(what, ask, seconds = 60) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`Waited ${seconds} s for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Process ids of the extension hosts among the descendants of a process. */
export function extensionHosts(root) {
  const parents = new Map();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // ended meanwhile
    }
  }
  const below = (pid) => {
    for (let at = pid; at > 1; at = parents.get(at) ?? 0) if (at === root) return true;
    return false;
  };
  return [...parents.keys()].filter((pid) => {
    try {
      return below(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=extensionHost');
    } catch {
      return false;
    }
  });
}
