import { writeFile } from 'node:fs/promises';
import type { CommandContext } from './command';
import { jsonNumber } from './output';

/** With `--json` the value goes to stdout or to `--output FILE`; otherwise `text` prints it for people. */
export async function report(context: CommandContext, value: unknown, text: () => void): Promise<void> {
  const { json, output } = context.args.options;
  if (output !== undefined) await writeFile(output, `${JSON.stringify(value, jsonNumber, 2)}\n`);
  if (json && output === undefined) context.out.json(value);
  else if (!json || output === undefined) text();
}
