/** Files of a checkpoint through the agent, always with a bound on how much is read. */
import { MAX_PAYLOAD, type FileEntry } from '../../protocol/agent';
import type { AgentConnection } from '../api';
import { AgentError } from '../agent/errors';

/** Entries directly below `path`; null when it is not there. Links count as what their name says. */
export async function listFolder(connection: AgentConnection, path: string): Promise<FileEntry[] | null> {
  try {
    return (await connection.request('list', { path, depth: 1, limit: 20_000 })).result.entries;
  } catch (error) {
    if (error instanceof AgentError && error.code === 'not-found') return null;
    throw error;
  }
}

/**
 * At most `length` bytes from `offset`, fewer where the file ends, and the file's size now.
 *
 * @throws AgentError (`not-found`, `not-permitted`, ...)
 */
export async function readRange(
  connection: AgentConnection,
  path: string,
  offset: number,
  length: number,
): Promise<{ bytes: Uint8Array; size: number }> {
  const parts: Uint8Array[] = [];
  let got = 0;
  for (;;) {
    const wanted = Math.min(length - got, MAX_PAYLOAD);
    const { result, payload } = await connection.request('read', { path, offset: offset + got, length: wanted });
    parts.push(payload.subarray(0, wanted));
    got += Math.min(payload.length, wanted);
    if (got >= length || payload.length < wanted) return { bytes: concat(parts, got), size: result.size };
  }
}

/** A whole small file; null when it is not there. @throws Error when it is larger than `limit` bytes */
export async function readSmall(connection: AgentConnection, path: string, limit: number): Promise<Uint8Array | null> {
  try {
    const { bytes, size } = await readRange(connection, path, 0, limit);
    if (size > limit) throw new Error(`${path} has ${size} bytes; at most ${limit} are read`);
    return bytes;
  } catch (error) {
    if (error instanceof AgentError && error.code === 'not-found') return null;
    throw error;
  }
}

function concat(parts: Uint8Array[], size: number): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
