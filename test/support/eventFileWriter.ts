import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { scalarRecord, versionRecord } from '../../engine/telemetry/eventFiles/testEvents';

export * from '../../engine/telemetry/eventFiles/testEvents';

/** A live event file: everything it is given is on disk when the call returns. */
export class EventFileWriter {
  constructor(
    readonly file: string,
    wallTime = 1_700_000_000,
  ) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, versionRecord(wallTime));
  }

  append(data: Uint8Array): void {
    appendFileSync(this.file, data);
  }

  /** Default wall time: one second per step after a fixed start. */
  scalar(tag: string, step: number, value: number, wallTime = 1_700_000_000 + step): void {
    this.append(scalarRecord(tag, step, value, wallTime));
  }
}
