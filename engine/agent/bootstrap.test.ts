import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { boot, bootCode } from './bootstrap';
import { fakeTransport } from './fakeTransport';

const agent = { bytes: new Uint8Array([1, 2, 3]), sha256: 'ab'.repeat(32) };

describe('the bootstrap', () => {
  it('is one line that no shell can read in another way', () => {
    expect(bootCode(agent)).toMatch(/^import base64;exec\(base64\.b64decode\("[A-Za-z0-9+/=]+"\)\)$/);
  });

  it('finds the word behind noise and leaves what follows in the stream', async () => {
    const far = fakeTransport();
    far.write('Welcome!\nREASONER-BOOT ha');
    far.write('ve\nREASONER-AGENT 1\n');
    expect(await boot(far.transport, agent)).toEqual({ noise: 'Welcome!', word: 'have' });
    const rest = await new Promise<string>((resolve) => {
      far.transport.output.once('data', (chunk: Buffer) => resolve(chunk.toString()));
      far.transport.output.resume();
    });
    expect(rest).toBe('REASONER-AGENT 1\n');
  });

  it('sends the bytes when they are needed', async () => {
    const sent: Buffer[] = [];
    const far = fakeTransport();
    const transport = {
      ...far.transport,
      input: new Writable({
        write(chunk: Buffer, _encoding, done) {
          sent.push(chunk);
          done();
        },
      }),
    };
    far.write('REASONER-BOOT need\n');
    expect((await boot(transport, agent)).word).toBe('need');
    await new Promise(setImmediate);
    expect(Buffer.concat(sent)).toEqual(Buffer.from(agent.bytes));
  });

  it('gives up on an end without a word, and on endless noise', async () => {
    const silent = fakeTransport();
    silent.write('no python here\n');
    await new Promise(setImmediate);
    silent.exit({ code: 127 });
    expect((await boot(silent.transport, agent)).word).toBeNull();
    const loud = fakeTransport();
    loud.write('x'.repeat(70_000));
    expect((await boot(loud.transport, agent)).word).toBeNull();
  });
});
