/** Something that people must mend: one sentence of what and where, one of what to do. */
export class SetupProblem extends Error {
  /**
   * @param {string} what
   * @param {string} todo
   * @param {string | null} details a log's tail, or null
   */
  constructor(what, todo, details = null) {
    super(what);
    this.name = 'SetupProblem';
    this.todo = todo;
    this.details = details;
  }
}

const AGAIN = 'then run the same command again: it goes on where it stopped';

const DISK_FULL = {
  signs: /ENOSPC|No space left on device/i,
  what: 'the disk is full',
  todo: `Free some space (\`df -h .\` shows how much is left), ${AGAIN}.`,
};

/** What package managers print, in their words, and what it means. The first match wins. */
const CAUSES = [
  DISK_FULL,
  {
    signs:
      /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|ERR_SOCKET_TIMEOUT|NewConnectionError|ConnectTimeout|NameResolutionError|Temporary failure (in name resolution|resolving)|Could not (connect|resolve)|Read timed out/i,
    what: 'the package registry could not be reached',
    todo: `Check the network and the proxy settings, ${AGAIN}.`,
  },
  {
    signs: /CERTIFICATE_VERIFY_FAILED|SELF_SIGNED_CERT|UNABLE_TO_(GET|VERIFY)/i,
    what: "the package registry's certificate was refused",
    todo: `Give npm (\`cafile\`) and pip (\`cert\`) your network's certificate, ${AGAIN}.`,
  },
  {
    signs: /EINTEGRITY|THESE PACKAGES DO NOT MATCH THE HASHES/i,
    what: 'a downloaded package was damaged',
    todo: 'Clear the cache (`npm cache clean --force`, `pip cache purge`) and run the same command again.',
  },
  {
    signs: /can only install packages when your package\.json and package-lock\.json/i,
    what: 'package.json and package-lock.json do not belong together',
    todo: 'Run `npm install --ignore-scripts` and commit the lock file.',
  },
  {
    signs: /No matching distribution found|Could not find a version that satisfies/i,
    what: 'a pinned Python package has no release for this Python and platform',
    todo: 'Use Python 3.10 to 3.13 on 64-bit Linux or macOS, or name one: PYTHON=/path/to/python3.12.',
  },
  {
    signs: /EACCES|EPERM|EROFS|Permission denied/i,
    what: 'a file could not be written',
    todo: `Make the folder writable for you (\`ls -ld\` shows whose it is), ${AGAIN}.`,
  },
];

const installs = ([file, ...args]) => /(^|\/)(npm|apt-get)$/.test(file) || args.includes('pip');

/** The problem behind a failed command's output. Only a package manager's words are taken for a package manager's. */
export function explain(step, argv, output, logFile) {
  const cause = (installs(argv) ? CAUSES : [DISK_FULL]).find(({ signs }) => signs.test(output));
  const tail = output.trim().split('\n').slice(-12).join('\n');
  return cause
    ? new SetupProblem(`${step}: ${cause.what}.`, `${cause.todo} The whole log: ${logFile}`)
    : new SetupProblem(`${step} failed.`, `The whole log: ${logFile}`, tail);
}

/** What the file system itself refuses, in the same words; any other error as it is. */
function asProblem(error) {
  if (error instanceof SetupProblem || !['ENOSPC', 'EACCES', 'EPERM', 'EROFS'].includes(error?.code)) return error;
  const { what, todo } = CAUSES.find(({ signs }) => signs.test(error.code));
  return new SetupProblem(`${error.path ?? 'Set-up'}: ${what}.`, todo);
}

/** Prints a problem the way every command here does. Anything else keeps its stack: it is a bug. */
export function report(error) {
  const problem = asProblem(error);
  if (!(problem instanceof SetupProblem)) return console.error(error);
  if (problem.details) console.error(`\n${problem.details}`);
  console.error(`\n✗ ${problem.message}\n  ${problem.todo}`);
}
