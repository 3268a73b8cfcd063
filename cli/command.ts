import type { Engine } from '../engine';
import type { Arguments } from './args';
import type { Output } from './output';

export interface CommandContext {
  args: Arguments;
  engine: Engine;
  out: Output;
}

/** Resolves to the exit code. */
export type Command = (context: CommandContext) => Promise<number>;
