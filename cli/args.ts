import { parseArgs } from 'node:util';

/** Wrong use of the command line; the text says which command and how to see its help. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Exit codes that scripts can rely on (docs/cli.md). */
export const EXIT = { ok: 0, findings: 1, usage: 2, host: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const OPTIONS = {
  json: { type: 'boolean' },
  output: { type: 'string', short: 'o' },
  pipeline: { type: 'string', short: 'p' },
  stage: { type: 'string', short: 's', multiple: true },
  target: { type: 'string', short: 't' },
  run: { type: 'string', short: 'r' },
  tag: { type: 'string', multiple: true },
  follow: { type: 'boolean', short: 'f' },
  detach: { type: 'boolean', short: 'd' },
  overwrite: { type: 'boolean' },
  frozen: { type: 'string', multiple: true },
  source: { type: 'string' },
  format: { type: 'string' },
  'fail-on': { type: 'string' },
  version: { type: 'string', multiple: true },
  quiet: { type: 'boolean', short: 'q' },
  help: { type: 'boolean', short: 'h' },
} as const;

export interface Arguments {
  command: string;
  rest: string[];
  options: {
    json?: boolean | undefined;
    output?: string | undefined;
    pipeline?: string | undefined;
    stage?: string[] | undefined;
    target?: string | undefined;
    run?: string | undefined;
    tag?: string[] | undefined;
    follow?: boolean | undefined;
    detach?: boolean | undefined;
    overwrite?: boolean | undefined;
    frozen?: string[] | undefined;
    source?: string | undefined;
    format?: string | undefined;
    'fail-on'?: string | undefined;
    version?: string[] | undefined;
    quiet?: boolean | undefined;
    help?: boolean | undefined;
  };
}

/** @throws UsageError for an unknown option or a missing value */
export function parseArguments(argv: string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({ args: argv, options: OPTIONS, allowPositionals: true, strict: true });
    const [command = '', ...rest] = positionals;
    return { command, rest, options: values };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
