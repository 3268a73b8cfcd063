import { AgentError, ConnectionLost, createEngine, HostError } from '../engine';
import { useShippedCatalogues } from './catalogues';
import { EXIT, parseArguments, UsageError, type Arguments } from './args';
import { check } from './commands/check';
import { compare } from './commands/compare';
import { curves } from './commands/curves';
import { logs } from './commands/logs';
import { plan } from './commands/plan';
import { run } from './commands/run';
import { status } from './commands/status';
import { stop } from './commands/stop';
import { HELP } from './help';
import { settings } from './settings';
import { standardOutput } from './output';
import type { Command } from './command';

const COMMANDS: Record<string, Command> = { check, plan, run, status, logs, curves, compare, stop };

async function main(argv: string[]): Promise<number> {
  useShippedCatalogues();
  let args: Arguments;
  try {
    args = parseArguments(argv);
  } catch (error) {
    standardOutput.note(`reasoner: ${(error as Error).message}`);
    return EXIT.usage;
  }
  const command = COMMANDS[args.command];
  if (!command || args.options.help) {
    (args.options.help ? standardOutput.line : standardOutput.note)(HELP);
    return args.options.help ? EXIT.ok : EXIT.usage;
  }
  const engine = createEngine(settings());
  try {
    return await command({ args, engine, out: standardOutput });
  } catch (error) {
    return explain(error);
  } finally {
    engine.dispose();
  }
}

/** One sentence, and what to do, for every way a command can end early. */
function explain(error: unknown): number {
  const hint = error instanceof AgentError || error instanceof HostError ? error.hint : null;
  standardOutput.note(`reasoner: ${error instanceof Error ? error.message : String(error)}`);
  if (hint) standardOutput.note(hint);
  if (error instanceof UsageError) return EXIT.usage;
  return error instanceof HostError || error instanceof ConnectionLost ? EXIT.host : EXIT.findings;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    standardOutput.note(`reasoner: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exitCode = EXIT.findings;
  },
);
