import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CommandContext } from './command';
import { jsonNumber } from './output';

/**
 * With `--json` the value goes to stdout or to `--output FILE`, whose folder is made; otherwise `text` prints it for
 * people. A file that cannot be written costs nothing: the value is printed instead.
 */
export async function report(context: CommandContext, value: unknown, text: () => void): Promise<void> {
  const { json, output } = context.args.options;
  if (output !== undefined) {
    try {
      await mkdir(path.dirname(path.resolve(output)), { recursive: true });
      await writeFile(output, `${JSON.stringify(value, jsonNumber, 2)}\n`);
    } catch (error) {
      context.out.note(`reasoner: ${output} cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)}); the JSON follows on stdout.`);
      return context.out.json(value);
    }
  }
  if (json && output === undefined) context.out.json(value);
  else if (!json || output === undefined) text();
}
