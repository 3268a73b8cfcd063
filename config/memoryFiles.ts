/** Files held in memory: open documents laid over a file system, and the files of a test. */
import type { Files } from './files';

export class MemoryFiles implements Files {
  private readonly texts = new Map<string, string>();

  /** @param below asked for what is not in memory */
  constructor(
    files: Record<string, string> = {},
    private readonly below: Files | null = null,
  ) {
    for (const [uri, text] of Object.entries(files)) this.set(uri, text);
  }

  set(uri: string, text: string): void {
    this.texts.set(canonical(uri), text);
  }

  delete(uri: string): void {
    this.texts.delete(canonical(uri));
  }

  async read(uri: string): Promise<string | null> {
    return this.texts.get(canonical(uri)) ?? (await this.below?.read(uri)) ?? null;
  }

  async exists(uri: string): Promise<boolean> {
    return this.texts.has(canonical(uri)) || ((await this.below?.exists(uri)) ?? false);
  }

  /** The files below; of those in memory the ones that stand directly in the folder. */
  async list(folderUri: string): Promise<string[]> {
    return [...new Set([...this.inside(folderUri).flatMap((rest) => (rest.includes('/') ? [] : [rest])), ...((await this.below?.list?.(folderUri)) ?? [])])];
  }

  async folders(folderUri: string): Promise<string[]> {
    return [...new Set([...this.inside(folderUri).flatMap((rest) => (rest.includes('/') ? [rest.slice(0, rest.indexOf('/'))] : [])), ...((await this.below?.folders?.(folderUri)) ?? [])])];
  }

  /** Ways from the folder to everything in memory below it. */
  private inside(folderUri: string): string[] {
    const folder = canonical(folderUri).replace(/\/?$/, '/');
    return [...this.texts.keys()].filter((uri) => uri.startsWith(folder)).map((uri) => uri.slice(folder.length));
  }
}

/** Editors escape the same path differently. */
function canonical(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
