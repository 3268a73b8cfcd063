/** What a key means: help, type, default, effective value and where it comes from, and its life through the versions. */
import type { Hover, Position } from 'vscode-languageserver';
import { type ConfigNode, fieldOf, type FileCheck, frameworkModule, loadTrl, locate, specAt, stagesOf, type Trainer } from '../../config';
import type { Documents } from '../documents';
import { effectiveText, historyText } from './explain';
import { entryAt } from './place';
import { fieldMarkdown, flagMarkdown, keyMarkdown, viaMarkdown } from './texts';

export async function hover(documents: Documents, uri: string, position: Position): Promise<Hover | null> {
  const check = await documents.current(uri);
  if (!check?.framework) return null;
  const offset = check.document.offsetAt(position);
  const found = check.framework === 'reasoner' ? await inPipeline(check.root, offset) : inConfig(check, offset);
  if (!found) return null;
  const range = { start: check.document.positionAt(found.start), end: check.document.positionAt(found.end) };
  return { contents: { kind: 'markdown', value: found.markdown }, range };
}

interface Shown {
  markdown: string;
  start: number;
  end: number;
}

function inConfig(check: FileCheck, offset: number): Shown | null {
  const place = entryAt(check, offset);
  if (!place) return null;
  const { context, found } = place;
  const path = found.path.join('.');
  const spec = context.fields.get(path);
  const flag = spec ? undefined : frameworkModule(context.framework).alsoReads?.(context.versions).get(path.replaceAll('-', '_'));
  const chain = viaMarkdown(found.entry.value);
  const history = historyText(context, path);
  const version = context.versions.of(spec?.package ?? frameworkModule(context.framework).packages[0] ?? 'trl');
  const parts = spec
    ? [fieldMarkdown(spec, found.entry.value, version), effectiveText(context, path), chain, history]
    : flag
      ? [flagMarkdown(path, flag.help), chain]
      : [chain, history];
  const markdown = parts.filter((part) => part !== null && part !== '').join('\n\n');
  return markdown === '' ? null : { markdown, ...found.entry.keyRange };
}

async function inPipeline(root: ConfigNode | null, offset: number): Promise<Shown | null> {
  const found = locate(root, offset);
  if (!found) return null;
  const trainer = trainerOfSet(root, found.path);
  const markdown = trainer ? await ofTrainer(trainer, found.entry.key, found.entry.value) : ofPipeline(found.path);
  return markdown === null ? null : { markdown, ...found.entry.keyRange };
}

/** Trainer of the stage whose phase sets the field at `path`; null elsewhere. */
function trainerOfSet(root: ConfigNode | null, path: string[]): Trainer | null {
  if (path.length < 2 || specAt(path.slice(0, -1))?.kind !== 'fields') return null;
  return stagesOf(root).stages.find((stage) => stage.name === path[1])?.trainer ?? null;
}

/** The second key under targets and stages is a name of the user's own and has no description. */
function ofPipeline(path: string[]): string | null {
  const spec = path.length === 2 ? null : specAt(path);
  return spec ? keyMarkdown(path.at(-1) ?? '', spec) : null;
}

async function ofTrainer(trainer: Trainer, key: string, value: ConfigNode): Promise<string | null> {
  await loadTrl();
  const spec = fieldOf(trainer, key);
  return spec ? fieldMarkdown(spec, value, null) : null;
}
