/** Comparing two checkpoints of 200 MB each (bfloat16, page cache warm) against what one would write by hand with torch. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { openConnection } from '../../engine/agent/connection';
import { spawnTransport } from '../../engine/agent/transport';
import { createCheckpoints, openCheckpoint } from '../../engine/checkpoints';
import type { Comparison } from '../../protocol/checkpoint';
import { beside, median, type Figure } from './figure';

const VENV = path.resolve('.venv');
const RUNS = 3;

/** Ten tensors of 10 M elements; the vision tower is untouched, an eighth of the other elements moved. Deterministic. */
const GENERATE = `
import sys, torch
from safetensors.torch import save_file
torch.manual_seed(0)
base = torch.randn(10_000_000) * 0.02
moved = torch.where(torch.arange(base.numel()) % 8 == 0, base * 1.01, base)
names = ["visual.blocks.0.w", "visual.blocks.1.w"] + [f"model.layers.{i}.w" for i in range(8)]
for folder, other in ((sys.argv[1], base), (sys.argv[2], moved)):
    state = {n: (base if n.startswith("visual") else other).roll(i).bfloat16().reshape(2500, 4000) for i, n in enumerate(names)}
    __import__("os").makedirs(folder)
    save_file(state, folder + "/model.safetensors")
`;

/** Whole tensors, in float32; once per line of its input. Its clock leaves the import of torch out, to its advantage. */
const PEER = `
import json, resource, sys, time, torch
from safetensors.torch import load_file
torch.set_grad_enabled(False)
for _ in sys.stdin:
    start = time.perf_counter()
    a, b = (load_file(folder + "/model.safetensors") for folder in sys.argv[1:])
    changed = {}
    for name in a:
        x, y = a[name].float(), b[name].float()
        d = y - x
        (d.norm() / x.norm()).item(), torch.nn.functional.cosine_similarity(x.flatten(), y.flatten(), 0).item(), d.abs().max().item()
        changed[name] = (a[name].view(torch.int16) != b[name].view(torch.int16)).float().mean(dtype=torch.float64).item()
    seconds = time.perf_counter() - start
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": megabytes, "changed": changed}), flush=True)
`;

interface Peer {
  seconds: number;
  megabytes: number;
  changed: Record<string, number>;
}

export async function checkpoints(): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'reasoner-bench-'));
  const [a, b] = [path.join(folder, 'a'), path.join(folder, 'b')];
  const python = path.join(VENV, 'bin', 'python');
  const transport = spawnTransport(['python3', path.resolve('agent')], { env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } });
  try {
    execFileSync(python, ['-c', GENERATE, a, b]);
    const torch = spawn(python, ['-c', PEER, a, b], { stdio: ['pipe', 'pipe', 'inherit'] });
    const answers = createInterface({ input: torch.stdout })[Symbol.asyncIterator]();
    const connection = await openConnection(transport, async () => transport.stderr());
    const records = [await openCheckpoint(connection, a), await openCheckpoint(connection, b)] as const;
    const api = createCheckpoints(async () => connection);
    const peer: Peer[] = [];
    const ours: { seconds: number; megabytes: number }[] = [];
    // Turn by turn, so that a busy moment of the machine hits both.
    for (let run = 0; run < RUNS; run++) {
      torch.stdin.write('\n');
      peer.push(JSON.parse((await answers.next()).value as string) as Peer);
      ours.push(await measure(() => api.compare(...records, { venv: VENV }), peer[0] as Peer));
    }
    torch.stdin.end();
    connection.dispose();
    const middle = (list: { seconds: number; megabytes: number }[], key: 'seconds' | 'megabytes'): number => median(list.map((one) => one[key]));
    return [
      beside('checkpoints.compare.seconds', middle(ours, 'seconds'), 's', 'lower', 'torch, whole tensors', middle(peer, 'seconds')),
      beside('checkpoints.compare.memory', middle(ours, 'megabytes'), 'MB', 'lower', 'torch, whole tensors', middle(peer, 'megabytes')),
    ];
  } finally {
    transport.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** From the request to the finished comparison, the start of the process that computes included. */
async function measure(compare: () => Promise<Comparison>, peer: Peer): Promise<{ seconds: number; megabytes: number }> {
  let kilobytes = 0;
  const watch = setInterval(() => (kilobytes = Math.max(kilobytes, peakOfChild())), 25);
  const start = performance.now();
  const comparison = await compare();
  const seconds = (performance.now() - start) / 1000;
  clearInterval(watch);
  if (comparison.method !== 'numpy' || kilobytes === 0) throw new Error('the comparison did not run in a process with numpy');
  for (const { name, changedShare } of comparison.tensors) {
    if (Math.abs((changedShare ?? NaN) - (peer.changed[name] ?? NaN)) > 1e-12) throw new Error(`${name}: the results differ from torch's`);
  }
  return { seconds, megabytes: kilobytes / 1024 };
}

/** Peak resident kilobytes of the running process that computes, 0 when there is none. */
function peakOfChild(): number {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('compare_numpy')) continue;
      return Number(/^VmHWM:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    } catch {
      continue; // it ended meanwhile
    }
  }
  return 0;
}
