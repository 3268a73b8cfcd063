/**
 * Random texts and random edits against the language server: no step throws, none takes a second of computing, memory
 * stays bounded, and what an edited document is told equals what a fresh one is told.
 */
import type { Diagnostic } from 'vscode-languageserver-protocol/node';
import { analyse, MemoryFiles, toProblems } from '../../config';
import { Random, randomEdit, randomText } from '../../config/syntax/testing/randomEdits';
import { Lines } from '../../config/syntax/lines';
import { connect } from './client';
import { AROUND, SEEDS } from './corpus';

const LIMIT_MS = 1000;
const LIMIT_HEAP = 150e6;
/** Texts that grow beyond this start anew. */
const MAX_LENGTH = 8000;
const EDITS_PER_TEXT = 40;
const FOLDER = 'file:///w/';
/** What a client asks at a place, and what it asks of a document. */
const AT = ['textDocument/completion', 'textDocument/hover', 'textDocument/definition', 'textDocument/references'];
const OF = ['textDocument/codeLens', 'textDocument/documentSymbol', 'textDocument/documentLink'];

/** @param alive called now and then, with the step */
export async function fuzz(steps: number, seed: number, alive: (step: number) => void = () => undefined): Promise<string> {
  const random = new Random(seed);
  const around = Object.fromEntries(Object.entries({ ...SEEDS, ...AROUND }).map(([name, text]) => [FOLDER + name, text]));
  const { client, complaints } = await connect(new MemoryFiles(around));
  const worst = { milliseconds: 0, what: '' };
  let compared = 0;
  let heap = 0;
  for (let step = 0; step < steps; ) {
    const name = random.pick(Object.keys(SEEDS));
    const uri = FOLDER + name;
    let text = random.next(8) === 0 ? randomText(1 + random.next(400), random) : (SEEDS[name] ?? '');
    await client.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 0, text } });
    for (let edit = 1; edit <= EDITS_PER_TEXT && step < steps; edit++, step++) {
      const before = text;
      text = random.next(300) === 0 ? text.repeat(8) : randomEdit(text, random);
      const where = `step ${step} (seed ${seed}) in ${name}, from ${JSON.stringify(before.slice(0, 3000))} to ${JSON.stringify(text.slice(0, 3000))}`;
      const start = process.cpuUsage();
      try {
        await client.sendNotification('textDocument/didChange', { textDocument: { uri, version: edit }, contentChanges: [random.next(2) === 0 ? { text } : changeOf(before, text)] });
        await ask(client, uri, text, random);
      } catch (error) {
        throw new Error(`${where}: ${error instanceof Error ? error.stack : String(error)}`);
      }
      const used = process.cpuUsage(start);
      if (step % 10 === 0) {
        compared++;
        await compare(client, uri, text, around, where);
      }
      if (complaints.length > 0) throw new Error(`${where}: the server complained: ${complaints.join('\n')}`);
      const milliseconds = (used.user + used.system) / 1000;
      if (milliseconds > worst.milliseconds) Object.assign(worst, { milliseconds, what: where });
      if (milliseconds > LIMIT_MS) throw new Error(`${where}: took ${Math.round(milliseconds)} ms of computing.`);
      if (step % 200 === 0) {
        alive(step);
        heap = Math.max(heap, settledHeap());
        if (heap > LIMIT_HEAP) throw new Error(`${where}: ${Math.round(heap / 1e6)} MB are held.`);
      }
      if (text.length > MAX_LENGTH) break;
    }
    await client.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }
  client.dispose();
  return `${steps} steps (seed ${seed}): no throw, no hang; ${compared} compared with a fresh check, all equal; slowest ${Math.round(worst.milliseconds)} ms of computing; at most ${Math.round(heap / 1e6)} MB held.`;
}

type Client = Awaited<ReturnType<typeof connect>>['client'];

async function ask(client: Client, uri: string, text: string, random: Random): Promise<void> {
  const position = new Lines(text).position(random.next(text.length + 1));
  const textDocument = { uri };
  if (random.next(2) === 0) await client.sendRequest(random.pick(AT), { textDocument, position, context: { includeDeclaration: true } });
  else if (random.next(2) === 0) await client.sendRequest(random.pick(OF), { textDocument });
  else {
    const range = { start: { line: 0, character: 0 }, end: position };
    await client.sendRequest('textDocument/codeAction', { textDocument, range, context: { diagnostics: await pull(client, uri) } });
    await client.sendRequest('textDocument/inlayHint', { textDocument, range });
  }
}

async function pull(client: Client, uri: string): Promise<Diagnostic[]> {
  const report: { items?: Diagnostic[] } = await client.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
  return report.items ?? [];
}

/** What the server says after all the edits is what a fresh check of the same text says. */
async function compare(client: Client, uri: string, text: string, around: Record<string, string>, where: string): Promise<void> {
  const told = (await pull(client, uri)).map(({ range, code, message }) => [range.start.line, range.start.character, range.end.line, range.end.character, code, message]);
  // Half a character is checked as what would be saved.
  const saved = text.replace(/\p{Surrogate}/gu, '\ufffd');
  const files = new MemoryFiles({ ...around, [uri]: saved });
  const fresh = toProblems(uri, saved, (await analyse(files, uri, saved)).findings)
    .slice(0, 500)
    .map((problem) => [problem.line, problem.character, problem.endLine, problem.endCharacter, problem.code, problem.message]);
  if (JSON.stringify(told) !== JSON.stringify(fresh)) throw new Error(`${where}: the edited document is told ${JSON.stringify(told).slice(0, 2000)}, a fresh one ${JSON.stringify(fresh).slice(0, 2000)}`);
}

/** The one stretch that changed, as an editor sends it. */
function changeOf(before: string, after: string): { range: object; text: string } {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - start && before[before.length - tail - 1] === after[after.length - tail - 1]) tail++;
  // A position inside a CRLF is none.
  while (start > 0 && before[start - 1] === '\r') start--;
  while (tail > 0 && before[before.length - tail] === '\n') tail--;
  const lines = new Lines(before);
  return { range: { start: lines.position(start), end: lines.position(before.length - tail) }, text: after.slice(start, after.length - tail) };
}

function settledHeap(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed;
}
