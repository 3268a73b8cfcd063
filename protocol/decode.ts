import * as v from 'valibot';

/** Something that came over a border did not have the promised shape. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  constructor(
    readonly what: string,
    readonly where: string,
    detail: string,
  ) {
    super(`${what}${where ? ` at ${where}` : ''}: ${detail}`);
  }
}

/**
 * Checks `value` on entry. Every message, record and file goes through here once, so the code behind a border can trust
 * its types.
 *
 * @throws DecodeError naming the thing, the place inside it and what was expected there
 */
export function decode<T extends v.GenericSchema>(schema: T, value: unknown, what: string): v.InferOutput<T> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw new DecodeError(what, v.getDotPath(issue) ?? '', issue.message);
}

/** Parses JSON text and checks it. @throws DecodeError on broken JSON or shape */
export function decodeJson<T extends v.GenericSchema>(schema: T, text: string, what: string): v.InferOutput<T> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DecodeError(what, '', `not JSON (${(error as Error).message})`);
  }
  return decode(schema, value, what);
}
