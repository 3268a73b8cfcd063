// What this extension says about a case: the errors it would underline.
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { analyse, type Files, MemoryFiles, setCatalogueSource } from '../../config';

const root = path.resolve(import.meta.dirname, '../..');
const ROOT_URI = 'file:///work/';

/** One config with its launch, as scripts/accuracy makes them. */
export interface Case {
  id: string;
  framework: string;
  command: string;
  /** The file that a user has. */
  shown: { name: string; text: string };
  /** Texts beside it, by relative path. */
  files?: Record<string, string>;
  /** Folder that holds the file; its other files are seen too. */
  root?: string;
  nodes: number;
  gpus: number;
}

export function useCatalogues(): void {
  setCatalogueSource((name) => readFile(path.join(root, 'schemas/catalogues', `${name}.json`), 'utf8'));
}

/** Messages of severity error; where a pipeline can name the config, one that knows the processes lies beside it. */
export async function errorsOf(one: Case): Promise<string[]> {
  const files = new MemoryFiles({}, one.root === undefined ? null : new Folder(one.root));
  for (const [name, text] of Object.entries(one.files ?? {})) files.set(ROOT_URI + name, text);
  if (one.command.startsWith('trl-') || one.shown.name.endsWith('.hjson')) files.set(`${ROOT_URI}reasoner.yaml`, pipeline(one));
  const { findings } = await analyse(files, ROOT_URI + one.shown.name, one.shown.text);
  return findings.filter(({ severity }) => severity === 'error').map(({ rule, message }) => `${rule}: ${message}`);
}

const pipeline = ({ command, shown, nodes, gpus }: Case): string =>
  `version: 1\ntargets: { box: { kind: local, nodes: ${nodes}, gpus: ${gpus} } }\nstages: { only: { trainer: ${command.startsWith('trl-') ? command : 'trl-sft'}, config: ${shown.name}, target: box } }\n`;

/** A checkout on disk, seen as the workspace. */
class Folder implements Files {
  constructor(private readonly folder: string) {}

  private at(uri: string): string | null {
    const file = uri.startsWith(ROOT_URI) ? path.resolve(this.folder, decodeURIComponent(uri.slice(ROOT_URI.length))) : '';
    return file.startsWith(this.folder + path.sep) ? file : null;
  }

  async read(uri: string): Promise<string | null> {
    const file = this.at(uri);
    return file === null ? null : readFile(file, 'utf8').catch(() => null);
  }

  async exists(uri: string): Promise<boolean> {
    const file = this.at(uri);
    return file !== null && (await stat(file).then(() => true, () => false));
  }
}
