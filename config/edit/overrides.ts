/** A config with some values changed, comments and order kept: the configs of phases. */
import { isMap, parseDocument, stringify } from 'yaml';
import { resolvePlain } from '../syntax/yaml/scalars';

/** Raised when the text is no YAML mapping, so nothing can be set in it. */
export class OverrideError extends Error {
  override readonly name = 'OverrideError';
}

/**
 * Sets top-level keys. Keys that exist keep their place and comment, new ones come last; other lines stay as they are.
 *
 * @throws OverrideError when the text is not a YAML mapping
 */
export function applyOverrides(text: string, overrides: Record<string, unknown>): string {
  if (Object.keys(overrides).length === 0) return text;
  const document = parseDocument(text, { schema: 'failsafe', version: '1.1', uniqueKeys: false, prettyErrors: false, logLevel: 'error' });
  const fatal = document.errors[0];
  if (fatal) throw new OverrideError(`The config is not valid YAML: ${fatal.message}`);
  if (document.contents !== null && !isMap(document.contents)) throw new OverrideError('The config is not a mapping of fields to values.');
  return edit(text, document.contents, overrides);
}

interface Change {
  start: number;
  end: number;
  text: string;
}
type Contents = ReturnType<typeof parseDocument>['contents'];

/** Edits the text itself, from the end, so that what is not touched keeps its bytes. */
function edit(text: string, contents: Contents, overrides: Record<string, unknown>): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const changes: Change[] = [];
  const added: string[] = [];
  for (const [key, value] of Object.entries(overrides)) {
    const pairs = isMap(contents) ? contents.items.filter((pair) => String((pair.key as { source?: string } | null)?.source) === key) : [];
    const pair = pairs.at(-1);
    const keyEnd = (pair?.key as { range?: [number, number, number] } | null)?.range?.[1];
    if (!pair || keyEnd === undefined) {
      added.push(`${render(key)}: ${render(value)}`);
      continue;
    }
    const range = (pair.value as { range?: [number, number, number] } | null)?.range;
    const colon = text.indexOf(':', keyEnd) + 1;
    const empty = !range || range[1] <= colon;
    const rendered = render(value);
    // An empty value has no place of its own: it goes right behind the colon.
    if (empty) changes.push({ start: colon, end: colon, text: ` ${rendered}` });
    else if (text.slice(colon, range[0]).includes('\n')) changes.push(moveUp(text, colon, range, rendered, eol));
    else changes.push({ start: range[0], end: range[1], text: rendered });
  }
  let out = text;
  for (const change of changes.toSorted((a, b) => b.start - a.start)) out = out.slice(0, change.start) + change.text + out.slice(change.end);
  return added.length > 0 ? append(out, contents, added, eol) : out;
}

/** A value that starts on a line of its own (a block list) moves up behind the colon; a comment there stays. */
function moveUp(text: string, colon: number, range: [number, number, number], value: string, eol: string): Change {
  const comment = /#[^\r\n]*/.exec(text.slice(colon, range[0]))?.[0];
  const last = /\r?\n$/.test(text.slice(range[0], range[1])) ? eol : '';
  return { start: colon, end: range[1], text: ` ${value}${comment ? ` ${comment}` : ''}${last}` };
}

function append(text: string, contents: Contents, added: string[], eol: string): string {
  if (isMap(contents) && contents.flow) {
    const close = (contents.range?.[1] ?? text.length) - 1;
    const separator = contents.items.length > 0 ? ', ' : '';
    return `${text.slice(0, close).trimEnd().replace(/,$/, '')}${separator}${added.join(', ')} ${text.slice(close)}`;
  }
  return `${text}${text === '' || text.endsWith('\n') ? '' : eol}${added.join(eol)}${eol}`;
}

/** On one line, and such that PyYAML reads back the same value. */
function render(value: unknown): string {
  if (typeof value === 'string') {
    const plain = /^[A-Za-z_][A-Za-z0-9_./-]*$/.test(value) && resolvePlain(value).kind === 'str';
    return plain ? value : JSON.stringify(value);
  }
  if (typeof value === 'number') return number(value);
  if (Array.isArray(value)) return `[${value.map(render).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value).map(([key, inner]) => `${render(key)}: ${render(inner)}`).join(', ')} }`;
  }
  return stringify(value).trimEnd();
}

/** PyYAML wants a dot and a signed exponent in a float. */
function number(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  const text = String(value);
  if (!text.includes('e')) return text;
  const [mantissa = '', exponent = ''] = text.split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}e${exponent}`;
}
