/**
 * Our language server beside yaml-language-server: the same client, the same files, an equivalent JSON Schema, one run.
 * The peer waits a fixed 200 ms before it looks at a change; that wait is taken off its figures.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { fieldsOf, loadTrl, setCatalogueSource } from '../../config';
import { alone, beside, type Figure, median } from './figure';
import { BenchClient, now, pause, type ServerUnderTest } from './lspClient';
import { type BenchFile, deepFile, flatFile, schemaOf, scriptFile } from './lspFiles';
import { installPeer } from './lspPeer';

const root = path.resolve(import.meta.dirname, '../..');
const PEER_DEBOUNCE_MS = 200;
const LENGTHS = [120, 1000, 2500, 25_000];
const EDITS = 20;
/** Edits before the counted ones: both servers run code that V8 has compiled by then. */
const WARM_UP = 10;
/** Of files so long that the peer takes seconds. */
const FEW_EDITS = 6;
const REQUESTS = 20;
const STARTS = 5;
/** Typing in the longest file: keystrokes, and the milliseconds between two of them. */
const KEYSTROKES = 40;
const KEYSTROKE_MS = 50;
const UNRELATED_FILES = 2000;

type Measured = Record<string, number>;

export async function lsp(entry = path.join(root, 'dist', 'server', 'main.js')): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-lsp-'));
  try {
    const schema = path.join(folder, 'schema.json');
    setCatalogueSource((name) => Promise.resolve(readFileSync(path.join(root, 'schemas', 'catalogues', `${name}.json`), 'utf8')));
    await loadTrl();
    writeFileSync(schema, JSON.stringify(schemaOf(fieldsOf('trl-sft'))));
    const peer = installPeer();
    const yaml = { schemas: { [pathToFileURL(schema).href]: ['flat-*.yaml', 'deep-*.yaml'] }, validate: true, hover: true, completion: true, schemaStore: { enable: false } };
    const ours = await measure({ name: 'ours', argv: [entry, '--stdio'], settings: {} }, folder, 0);
    const theirs = await measure({ name: 'peer', argv: [peer.entry, '--stdio'], settings: { yaml } }, folder, PEER_DEBOUNCE_MS);
    const name = `yaml-language-server ${peer.version}`;
    return Object.entries(ours).map(([figure, value]) => {
      const unit = figure.includes('.rss.') ? 'MB' : 'ms';
      const peerValue = theirs[figure];
      return peerValue === undefined ? alone(figure, value, unit) : beside(figure, value, unit, 'lower', name, peerValue);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param debounce milliseconds that the server waits before it looks at a change */
async function measure(server: ServerUnderTest, folder: string, debounce: number): Promise<Measured> {
  const found: Measured = {};
  found['lsp.start'] = await starts(server, folder, debounce);
  for (const lines of LENGTHS) {
    for (const [shape, file] of [['', flatFile(lines)], ['deep.', deepFile(lines)]] as const) {
      found[`lsp.diagnostics.${shape}${lines}`] = await oneFile(server, folder, file, debounce, found);
    }
  }
  if (debounce === 0) {
    const client = await BenchClient.start(server, folder);
    found['lsp.diagnostics.script300'] = await keystrokes(client, scriptFile(300), 'shellscript');
    await client.stop();
  }
  found['lsp.block.25000'] = await longestBlock(server, folder);
  found['lsp.folder2000.cpu'] = await unrelatedFolder(server, folder);
  return found;
}

/** From the start of the process to the first diagnostics of a file of 120 lines. */
async function starts(server: ServerUnderTest, folder: string, debounce: number): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < STARTS; i++) {
    const start = now();
    const client = await BenchClient.start(server, folder);
    await client.open(flatFile(120));
    times.push(now() - start - debounce);
    await client.stop();
  }
  return median(times);
}

/** A session with one file: edits, and for the shortest also completions, hovers and memory. */
async function oneFile(server: ServerUnderTest, folder: string, file: BenchFile, debounce: number, found: Measured): Promise<number> {
  const client = await BenchClient.start(server, folder);
  const latency = (await keystrokes(client, file)) - debounce;
  if (file.name === 'flat-120.yaml') {
    const key = file.text.split('\n').findIndex((line) => line.startsWith('learning_rate'));
    const ask = async (method: 'textDocument/completion' | 'textDocument/hover', character: number): Promise<number> => {
      const times: number[] = [];
      for (let i = 0; i < REQUESTS; i++) times.push(await client.request(method, file, key, character));
      return median(times);
    };
    found['lsp.completion.120'] = await ask('textDocument/completion', 4);
    found['lsp.hover.120'] = await ask('textDocument/hover', 4);
    found['lsp.rss.120'] = client.memory / 1e6;
  }
  await client.stop();
  return latency;
}

/** Median of an error made and taken away again, in turns. */
async function keystrokes(client: BenchClient, file: BenchFile, languageId = 'yaml'): Promise<number> {
  await client.open(file, languageId);
  const times: number[] = [];
  const long = file.lines > 10_000;
  const [first, last] = long ? [2, FEW_EDITS + 2] : [WARM_UP, EDITS + WARM_UP];
  for (let i = 0; i < last; i++) {
    const took = await client.edit(file, i % 2 === 0 ? 'wrong' : 'right');
    if (i >= first) times.push(took);
    await pause(20);
  }
  return median(times);
}

/** The longest that a question about another, short file waits while somebody types in the longest one, and until that has been checked. */
async function longestBlock(server: ServerUnderTest, folder: string): Promise<number> {
  const client = await BenchClient.start(server, folder);
  const [long, short] = [flatFile(25_000), flatFile(120)];
  await client.open(short);
  await client.open(long);
  for (let i = 0; i < 2; i++) await client.edit(long, i % 2 === 0 ? 'wrong' : 'right');
  let worst = 0;
  let typing = true;
  const asking = (async () => {
    while (typing) {
      worst = Math.max(worst, await client.request('textDocument/hover', short, 4, 4));
      await pause(1);
    }
  })();
  for (let i = 0; i < KEYSTROKES; i++) {
    await client.change(long, i % 2 === 0 ? 'wrong' : 'right');
    await pause(KEYSTROKE_MS);
  }
  await client.edit(long, 'wrong');
  typing = false;
  await asking;
  await client.stop();
  return worst;
}

/** Computing time from the start to three seconds after one config was opened, in a folder full of other YAML. */
async function unrelatedFolder(server: ServerUnderTest, folder: string): Promise<number> {
  const full = path.join(folder, 'full');
  mkdirSync(full, { recursive: true });
  for (let i = 0; i < UNRELATED_FILES; i++) writeFileSync(path.join(full, `compose-${i}.yaml`), `services:\n  web-${i}:\n    image: org/web:${i}\n    ports: ["80:80"]\n`);
  const client = await BenchClient.start(server, full);
  await client.open(flatFile(120));
  await pause(3000);
  const used = client.computing;
  await client.stop();
  return used;
}
