import { MAX_HEADER, MAX_PAYLOAD, PREAMBLE } from './agent';

export interface Frame {
  header: unknown;
  payload: Uint8Array;
}

const EMPTY = new Uint8Array(0);
const NOISE_LIMIT = 64 * 1024;

/** u32 BE header length, u32 BE payload length, header JSON, payload. */
export function encodeFrame(header: unknown, payload: Uint8Array = EMPTY): Uint8Array {
  const head = new TextEncoder().encode(JSON.stringify(header));
  const out = new Uint8Array(8 + head.length + payload.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, head.length);
  view.setUint32(4, payload.length);
  out.set(head, 8);
  out.set(payload, 8 + head.length);
  return out;
}

/** The stream is not an agent's, or it broke the framing; there is no way to go on. */
export class FrameError extends Error {
  override readonly name = 'FrameError';
}

/**
 * Cuts a byte stream into frames, whatever its chunks are. Before the preamble line everything is noise (a login script
 * that prints) and is kept in `noise` for error messages.
 */
export class FrameDecoder {
  /** What was printed before the preamble, for people who must find out why it never came. */
  noise = '';
  private chunks: Uint8Array[] = [];
  private size = 0;
  private started = false;

  /** @throws FrameError when the peer breaks the protocol */
  *push(chunk: Uint8Array): Generator<Frame> {
    this.chunks.push(chunk);
    this.size += chunk.length;
    if (!this.started && !this.skipNoise()) return;
    for (;;) {
      if (this.size < 8) return;
      const lengths = this.peek(8);
      const view = new DataView(lengths.buffer, lengths.byteOffset, 8);
      const head = view.getUint32(0);
      const payload = view.getUint32(4);
      if (head > MAX_HEADER || payload > MAX_PAYLOAD) {
        throw new FrameError(`a frame of ${head} + ${payload} bytes is over the limit`);
      }
      if (this.size < 8 + head + payload) return;
      const all = this.take(8 + head + payload);
      let header: unknown;
      try {
        header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(all.subarray(8, 8 + head)));
      } catch {
        throw new FrameError('a frame header is not JSON');
      }
      yield { header, payload: all.subarray(8 + head) };
    }
  }

  private skipNoise(): boolean {
    const bytes = this.take(this.size);
    const text = new TextDecoder('latin1').decode(bytes);
    const match = new RegExp(`(^|\\n)${PREAMBLE} \\d+\\n`).exec(text);
    if (!match) {
      this.noise = text;
      if (text.length > NOISE_LIMIT) throw new FrameError('the agent did not answer within 64 KiB of other output');
      this.unread(bytes);
      return false;
    }
    this.noise = text.slice(0, match.index);
    this.started = true;
    this.unread(bytes.subarray(match.index + match[0].length));
    return true;
  }

  private unread(bytes: Uint8Array): void {
    this.chunks = bytes.length > 0 ? [bytes] : [];
    this.size = bytes.length;
  }

  private peek(count: number): Uint8Array {
    const first = this.chunks[0];
    if (first && first.length >= count) return first.subarray(0, count);
    const all = this.take(this.size);
    this.unread(all);
    return all.subarray(0, count);
  }

  private take(count: number): Uint8Array {
    const first = this.chunks[0];
    if (first && first.length >= count) {
      if (first.length === count) this.chunks.shift();
      else this.chunks[0] = first.subarray(count);
      this.size -= count;
      return first.subarray(0, count);
    }
    const all = new Uint8Array(this.size);
    let at = 0;
    for (const chunk of this.chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    this.unread(all.subarray(count));
    return all.subarray(0, count);
  }
}
