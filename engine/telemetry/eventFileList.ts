import type { FileEntry } from '../../protocol/agent';
import { basename, dirname, join } from '../../protocol/posixPath';
import type { AgentConnection } from '../api';
import { agentErrorCode } from './stageSource';

/** Event files lie in `runs/<date_host>`; a checkpoint folder is never deeper than this either. */
const DEPTH = 6;
const LIMIT = 20_000;
/** The record that opens every file is longer than this; what is shorter holds no event yet. */
const SHORTEST_RECORD = 24;

/** An event file as the host's file system shows it. */
export interface EventFile {
  /** Relative to the watched folder. */
  path: string;
  size: number;
  mtime: number;
  /** Null where the agent does not say. */
  inode: number | null;
}

/** All event files below `folder`; none when it does not exist yet. */
export async function listEventFiles(agent: AgentConnection, folder: string, depth = DEPTH): Promise<EventFile[]> {
  let entries: FileEntry[];
  try {
    entries = (await agent.request('list', { path: folder, depth, limit: LIMIT })).result.entries;
  } catch (error) {
    if (agentErrorCode(error) === 'not-found') return [];
    throw error;
  }
  return entries
    .filter(({ path, type }) => type === 'file' && basename(path).includes('tfevents'))
    .map(({ path, size, mtime, inode }) => ({ path, size, mtime, inode: inode ?? null }));
}

export const holdsEvents = ({ size }: EventFile): boolean => size > SHORTEST_RECORD;

/**
 * Remembers event files and tells when one was replaced or cut: the data server keeps reading its old descriptor then and
 * never shows what is new.
 */
export class ReplacementWatch {
  private readonly known = new Map<string, EventFile>();
  private readonly gone = new Set<string>();

  /** Takes `files` (paths relative to the watched folder) for what they are now. */
  remember(files: readonly EventFile[]): void {
    for (const file of files) {
      this.known.set(file.path, file);
      this.gone.delete(file.path);
    }
  }

  /**
   * Looks again at every folder it knows files of, and at `more`.
   *
   * @returns paths of files that are no longer the file they were; asked again, they are no news
   */
  async replaced(agent: AgentConnection, root: string, more: readonly string[]): Promise<string[]> {
    const folders = new Set([...more, ...[...this.known.keys()].map(dirname)]);
    const found: EventFile[] = [];
    for (const folder of folders) {
      for (const file of await listEventFiles(agent, join(root, folder), 1)) {
        found.push({ ...file, path: join(folder, file.path) });
      }
    }
    const replaced = found.filter((file) => this.isOther(file)).map(({ path }) => path);
    for (const path of this.known.keys()) this.gone.add(path);
    this.remember(found);
    return replaced;
  }

  private isOther(file: EventFile): boolean {
    const before = this.known.get(file.path);
    if (!before) return false;
    if (before.inode !== null && file.inode !== null && before.inode !== file.inode) return true;
    // An append moves size and time together.
    const rewritten = before.size === file.size && before.mtime !== file.mtime;
    return rewritten || file.size < before.size || this.gone.has(file.path);
  }
}
