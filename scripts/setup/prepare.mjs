// The table of contents of set-up: what there is, in the order in which one needs the other.
import { bundles } from './bundles.mjs';
import { fromDebian } from './debian.mjs';
import { editorPackages } from './editor.mjs';
import { alone } from './lock.mjs';
import { checkGit } from './machine.mjs';
import { nodePackages } from './nodePackages.mjs';
import { preCommitPackage } from './preCommit.mjs';
import { SetupProblem, report } from './problem.mjs';
import { seconds, step } from './progress.mjs';
import { pythonPackages } from './pythonPackages.mjs';

const PARTS = {
  packages: { title: 'npm packages', work: nodePackages },
  build: { title: 'Build', work: bundles },
  python: { title: 'Python packages', work: pythonPackages },
  preCommit: { title: 'pre-commit', work: preCommitPackage },
  editor: { title: 'VS Code for the browser', work: editorPackages },
  browser: { title: 'Browser', work: (say) => fromDebian('browser', say) },
  sshd: { title: 'ssh server', work: (say) => fromDebian('sshd', say) },
};

/** @typedef {keyof typeof PARTS} Part */

/**
 * Sets up what is missing. Signals that end set-up leave it such that the next start goes on.
 * @param {Part[]} parts
 * @param {{ keepGoing?: boolean }} options keepGoing: a part that cannot be had is reported and left to the caller
 * @returns {Promise<Map<Part, SetupProblem>>} the parts that are not there; empty without `keepGoing`
 * @throws {SetupProblem}
 */
export function prepare(parts, { keepGoing = false } = {}) {
  return alone(async () => {
    const from = Date.now();
    const missing = new Map();
    await checkGit();
    for (const part of Object.keys(PARTS).filter((name) => parts.includes(name))) {
      const { title, work } = PARTS[part];
      try {
        await step(title, work);
      } catch (error) {
        if (!keepGoing || !(error instanceof SetupProblem)) throw error;
        report(error);
        missing.set(part, error);
      }
    }
    console.log(`  Set-up took ${seconds(Date.now() - from)}.`);
    return missing;
  });
}
