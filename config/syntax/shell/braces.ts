/** `{a,b}` and `{1..3}`: several words of one, before anything else is expanded. */
import type { Word, WordPart } from './ast';

/** Words that one word may become. */
const MAX_WORDS = 200;
const MAX_DEPTH = 10;
/** A group with a comma or two dots in it, outside quotes. */
const BRACES = /\{[^{}]*(?:,|\.\.)/;
const SEQUENCE = /^(-?\d{1,9})\.\.(-?\d{1,9})$/;

type Parts = readonly WordPart[];

/** The words that bash makes of one; null where that is not worked out. */
export function expandBraces(word: Word): readonly Word[] | null {
  const { parts, range } = word;
  if (!parts.some((part) => part.kind === 'text' && !part.quoted && part.text.includes('{')) || !BRACES.test(bareText(parts))) return [word];
  const expanded = expand(parts.flatMap(characters), 0);
  return expanded && expanded.length <= MAX_WORDS ? expanded.map((each) => ({ parts: joined(each), range })) : null;
}

/** The text outside quotes, with a letter for everything else. */
const bareText = (parts: Parts): string => parts.map((part) => (part.kind === 'text' && !part.quoted ? part.text : 'x')).join('');

/** Braces, commas and backslashes outside quotes as parts of their own. */
function characters(part: WordPart): WordPart[] {
  if (part.kind !== 'text' || part.quoted) return [part];
  const { text, range } = part;
  const asWritten = range.end - range.start === text.length;
  return [...text.matchAll(/[{},]|[^{},]+/g)].map(({ 0: piece, index }) => ({ ...part, text: piece, range: asWritten ? { start: range.start + index, end: range.start + index + piece.length } : range }));
}

const isBare = (part: WordPart | undefined, text: string): boolean => part?.kind === 'text' && !part.quoted && part.text === text;

/** Null for brackets that do not pair up and for too many words. */
function expand(parts: Parts, depth: number): Parts[] | null {
  const open = parts.findIndex((part) => isBare(part, '{'));
  if (open < 0) return parts.some((part) => isBare(part, '}')) ? null : [parts];
  if (depth > MAX_DEPTH) return null;
  const close = closing(parts, open);
  if (close === null || parts.slice(0, open).some((part) => isBare(part, '}'))) return null;
  const middle = choices(parts.slice(open, close + 1), depth);
  const behind = expand(parts.slice(close + 1), depth + 1);
  if (!middle || !behind || middle.length * behind.length > MAX_WORDS) return null;
  const before = parts.slice(0, open);
  return middle.flatMap((choice) => behind.map((rest) => [...before, ...choice, ...rest]));
}

function closing(parts: Parts, open: number): number | null {
  let depth = 0;
  for (let at = open; at < parts.length; at++) {
    if (isBare(parts[at], '{')) depth++;
    else if (isBare(parts[at], '}') && --depth === 0) return at;
  }
  return null;
}

/** What one group stands for; without a comma its braces are text. */
function choices(group: Parts, depth: number): Parts[] | null {
  const inner = group.slice(1, -1);
  const [only] = inner;
  if (inner.length === 1 && only?.kind === 'text' && !only.quoted) {
    const sequence = only.text.includes('..') ? count(only.text) : undefined;
    if (sequence === null) return null;
    if (sequence) return sequence.map((text) => [{ ...only, text }]);
  }
  const pieces: WordPart[][] = [[]];
  let level = 0;
  for (const part of inner) {
    if (isBare(part, '{')) level++;
    else if (isBare(part, '}')) level--;
    if (level === 0 && isBare(part, ',')) pieces.push([]);
    else pieces.at(-1)?.push(part);
  }
  const expanded: Parts[] = [];
  for (const piece of pieces) {
    const all = expand(piece, depth + 1);
    if (!all || expanded.length + all.length > MAX_WORDS) return null;
    expanded.push(...all);
  }
  const [first, last] = [group[0], group.at(-1)];
  return pieces.length > 1 || !first || !last ? expanded : expanded.map((each) => [first, ...each, last]);
}

/** `1..3`, `3..1`; null for steps, letters and padding, undefined for text that is no sequence. */
function count(text: string): string[] | null | undefined {
  const found = SEQUENCE.exec(text);
  if (!found) return /^(?:[A-Za-z]|-?\d+)\.\.(?:[A-Za-z]|-?\d+)(?:\.\.-?\d+)?$/.test(text) ? null : undefined;
  const [from, to] = [found[1] ?? '', found[2] ?? ''];
  if (/^-?0\d/.test(from) || /^-?0\d/.test(to) || Math.abs(Number(to) - Number(from)) >= MAX_WORDS) return null;
  const step = Number(to) < Number(from) ? -1 : 1;
  return Array.from({ length: Math.abs(Number(to) - Number(from)) + 1 }, (_, index) => String(Number(from) + index * step));
}

/** Neighbouring stretches of the script as one part again. */
function joined(parts: Parts): WordPart[] {
  const whole: WordPart[] = [];
  for (const part of parts) {
    const last = whole.at(-1);
    if (last?.kind === 'text' && part.kind === 'text' && !last.quoted && !part.quoted && last.range.end === part.range.start && last.range.end - last.range.start === last.text.length) whole[whole.length - 1] = { ...last, text: last.text + part.text, range: { start: last.range.start, end: part.range.end } };
    else whole.push(part);
  }
  return whole;
}
