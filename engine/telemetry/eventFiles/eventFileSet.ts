import type { Point } from '../../../protocol/series';
import { dirname } from '../../../protocol/posixPath';
import { decodeEvent } from './event';
import { EventFolder } from './eventFolder';
import { RecordDecoder } from './recordDecoder';
import { WireError } from './wire';

interface OpenFile {
  generation: number;
  decoder: RecordDecoder;
  /** Bytes of this generation that were given to the decoder. */
  received: number;
  folder: EventFolder;
}

/**
 * All event files below one folder, read as their bytes arrive.
 *
 * A record that cannot be an event ends its file, as does a length that cannot be trusted; other files go on. A wrong
 * checksum over data that still parses is accepted and counted. Both as the data server does it, so that the two readers
 * show the same points.
 */
export class EventFileSet {
  /** Why files can no longer be read, for people; by file. */
  readonly problems = new Map<string, string>();
  /** Records whose data checksum was wrong though they could be parsed. */
  acceptedDamage = 0;
  private readonly files = new Map<string, OpenFile>();
  private readonly folders = new Map<string, EventFolder>();

  /**
   * @param file path relative to the watched folder
   * @param generation goes up when the file was replaced or truncated and is read from its start again
   * @param offset where `bytes` lie in the file
   */
  push(file: string, generation: number, offset: number, bytes: Uint8Array): Point[] {
    let open = this.files.get(file);
    if (!open || open.generation !== generation) {
      open = { generation, decoder: new RecordDecoder(), received: 0, folder: this.folderOf(file) };
      this.files.set(file, open);
      this.problems.delete(file);
    }
    if (offset !== open.received) open.decoder.die(`bytes ${open.received} to ${offset} never arrived`);
    open.received = offset + bytes.length;
    const points = this.read(open, bytes);
    if (open.decoder.dead !== null) {
      this.problems.set(file, `${file}: ${open.decoder.dead}; later points of this file cannot be read.`);
    }
    return points;
  }

  /** How far each file was received, in bytes. */
  received(file: string): number {
    return this.files.get(file)?.received ?? 0;
  }

  private read(open: OpenFile, bytes: Uint8Array): Point[] {
    const points: Point[] = [];
    for (const record of open.decoder.push(bytes)) {
      try {
        const event = decodeEvent(record.data);
        if (Number.isNaN(event.wallTime)) throw new WireError('an event has no time');
        if (!record.intact) this.acceptedDamage++;
        points.push(...open.folder.points(event));
      } catch (error) {
        if (!(error instanceof WireError)) throw error;
        open.decoder.die(`a record is damaged (${error.message})`, record.offset);
        break;
      }
    }
    return points;
  }

  private folderOf(file: string): EventFolder {
    const name = dirname(file);
    const source = name === '.' ? '' : name;
    let folder = this.folders.get(source);
    if (!folder) this.folders.set(source, (folder = new EventFolder(source)));
    return folder;
  }
}
