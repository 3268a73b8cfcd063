// gRPC's message framing (its PROTOCOL-HTTP2 document, "Length-Prefixed-Message"): one byte that tells whether the message
// is compressed, its length in bytes as an unsigned 32-bit big-endian number, and the message.

const HEADER = 5;

export function grpcFrame(message: Uint8Array): Buffer {
  const frame = Buffer.alloc(HEADER + message.length);
  frame.writeUInt32BE(message.length, 1);
  frame.set(message, HEADER);
  return frame;
}

/** Takes one message from a body that arrives in pieces. */
export class GrpcFrameReader {
  private readonly chunks: Uint8Array[] = [];
  private received = 0;
  private announced: number | null = null;

  /** @param limit bytes that a message may have */
  constructor(private readonly limit: number) {}

  /** @throws Error as soon as the body is seen to be no single, uncompressed message within the limit */
  push(chunk: Uint8Array): void {
    this.chunks.push(chunk);
    this.received += chunk.length;
    if (this.received < HEADER) return;
    this.announced ??= this.readHeader();
    if (this.received > HEADER + this.announced) throw new Error('more than one message in an answer');
  }

  /** The whole message. @throws Error when some of it is missing */
  message(): Uint8Array {
    if (this.announced === null || this.received < HEADER + this.announced) throw new Error('the answer was cut short');
    return Buffer.concat(this.chunks).subarray(HEADER);
  }

  private readHeader(): number {
    const header = Buffer.concat(this.chunks);
    if (header[0] !== 0) throw new Error('a compressed answer, which was not asked for');
    const length = header.readUInt32BE(1);
    if (length > this.limit) throw new Error(`an answer of ${length} bytes; at most ${this.limit} are taken`);
    return length;
  }
}
