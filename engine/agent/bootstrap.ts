/**
 * Brings the agent onto a host over the same stream it will then speak on: a one-line Python program says whether that
 * version (by hash) is stored there, takes its bytes when not, checks and stores them, and becomes the agent.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Transport } from './transport';

export interface AgentFile {
  bytes: Uint8Array;
  sha256: string;
}

/** @throws Error when the file of this installation cannot be read */
export async function loadAgentFile(path: string): Promise<AgentFile> {
  const bytes = await readFile(path);
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

const MARK = 'REASONER-BOOT';
const NOISE_LIMIT = 64 * 1024;

// Also read by Python 2.7 and 3.4, to tell them so. Reads descriptor 0 unbuffered: what follows belongs to the agent.
const program = (sha256: string, size: number): string => `
import hashlib, os, sys
def say(text):
    os.write(1, ("${MARK} " + text + "\\n").encode("ascii"))
if sys.version_info < (3, 8):
    say("python %d.%d" % sys.version_info[:2])
    sys.exit(0)
folder = os.path.join(os.path.expanduser("~"), ".cache", "reasoner", "agent", "${sha256}")
path = os.path.join(folder, "reasoner-agent.pyz")
def same(data):
    return hashlib.sha256(data).hexdigest() == "${sha256}"
def stored():
    try:
        with open(path, "rb") as file:
            return same(file.read())
    except OSError:
        return False
if stored():
    say("have")
else:
    say("need")
    data = b""
    while len(data) < ${size}:
        part = os.read(0, ${size} - len(data))
        if not part:
            sys.exit(0)
        data += part
    if not same(data):
        say("damaged")
        sys.exit(0)
    try:
        os.makedirs(folder, 0o700, exist_ok=True)
        fresh = path + "." + str(os.getpid())
        with open(fresh, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
    except OSError as error:
        say("unwritable " + folder.encode("ascii", "replace").decode() + ": " + str(error.errno))
        sys.exit(0)
os.execv(sys.executable, [sys.executable, "-I", "-X", "utf8", path])
`;

/** The `-c` argument: base64 inside single-purpose quotes, the same in every shell. */
export function bootCode({ sha256, bytes }: AgentFile): string {
  return `import base64;exec(base64.b64decode("${Buffer.from(program(sha256, bytes.length)).toString('base64')}"))`;
}

/**
 * Waits for the bootstrap's word and answers it. After `have` or `need` the agent's own stream follows in
 * `transport.output`; any other word (`python 3.6`) is why it does not, and null an end without a word.
 */
export async function boot(transport: Transport, agent: AgentFile): Promise<{ noise: string; word: string | null }> {
  const { noise, word } = await readWord(transport);
  if (word === 'need') transport.input.write(agent.bytes);
  return { noise, word };
}

function readWord(transport: Transport): Promise<{ noise: string; word: string | null }> {
  const { output } = transport;
  return new Promise((resolve) => {
    let seen = Buffer.alloc(0);
    let finished = false;
    const finish = (noise: string, word: string | null) => {
      if (finished) return;
      finished = true;
      output.off('data', onData);
      output.pause();
      resolve({ noise, word });
    };
    const onData = (chunk: Buffer) => {
      seen = Buffer.concat([seen, chunk]);
      const text = seen.toString('latin1');
      const match = new RegExp(`(?:^|\\n)${MARK} ([^\\n]*)\\n`).exec(text);
      if (match) {
        finish(text.slice(0, match.index), match[1] ?? null);
        const rest = seen.subarray(match.index + match[0].length);
        if (rest.length > 0) output.unshift(rest);
      } else if (text.length > NOISE_LIMIT) {
        finish(text, null);
      }
    };
    output.on('data', onData);
    void transport.exit.then(() => finish(seen.toString('latin1'), null));
  });
}
