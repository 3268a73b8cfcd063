import { MAX_PAYLOAD } from '../../protocol/agent';
import type { AgentConnection } from '../api';

export const MAX_TEXT = 4 * 1024 * 1024;

/** Text of a host file for people to read: UTF-8 with replacement characters, cut at 4 MB (and says so). */
export async function readText(connection: AgentConnection, path: string): Promise<string> {
  const { result, payload } = await connection.request('read', { path, offset: 0, length: Math.min(MAX_TEXT, MAX_PAYLOAD) });
  const text = new TextDecoder().decode(payload);
  return result.size > payload.length ? `${text}\n… cut: ${payload.length} of ${result.size} bytes\n` : text;
}
