import { TailEvent } from '../../protocol/agent';
import { decode } from '../../protocol/decode';
import type { Disposable, Hosts } from '../api';
import type { HostTarget } from './follow';
import { follow } from './follow';

/**
 * Follows a text file on a host. Bytes are counted, so a reconnect goes on exactly where the last one broke off, also in
 * the middle of a letter.
 *
 * @param offset byte to begin at; negative: that many bytes before the end
 */
export function tailText(hosts: Hosts, target: HostTarget, path: string, offset: number, onText: (text: string) => void): Disposable {
  const position = new LogPosition(offset);
  return follow(hosts, target, {
    method: 'tail',
    params: () => ({ path, offset: position.next }),
    onEvent: (event, payload) => {
      const text = position.take(decode(TailEvent, event, 'a tail event'), payload);
      if (text !== '') onText(text);
    },
  });
}

/** Where a log was read up to, and the letters that are not complete yet. */
export class LogPosition {
  private decoder = new TextDecoder();

  constructor(public next: number) {}

  /** Text of new bytes; '' for bytes that were seen before. */
  take(event: TailEvent, payload: Uint8Array): string {
    if (event.truncated) {
      this.decoder = new TextDecoder();
      this.next = event.offset;
    }
    const repeated = this.next < 0 ? 0 : this.next - event.offset;
    if (repeated >= payload.length) return '';
    this.next = event.offset + payload.length;
    return this.decoder.decode(repeated > 0 ? payload.subarray(repeated) : payload, { stream: true });
  }
}
