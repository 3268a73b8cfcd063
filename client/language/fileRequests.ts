/** The eyes of a server without a disk: it sees the workspace's file systems, and of those nothing but configs' sizes of text. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { decode } from '../../protocol/decode';
import { CatalogueParams, CatalogueRequest, FileExistsRequest, FileParams, type FolderEntries, ListFolderRequest, ReadFileRequest } from '../../protocol/lsp';

/** A bigger file is never a config. Bytes. */
const MAX_BYTES = 4_000_000;
/** More names than this are no folder of configs. */
const MAX_NAMES = 5000;

const { fs } = vscode.workspace;
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** @param sees whether the server may look at this place */
export function answerFileRequests(client: BaseLanguageClient, extension: vscode.Uri, sees: (uri: vscode.Uri) => boolean): vscode.Disposable[] {
  const place = (params: unknown, request: string): vscode.Uri | null => {
    const uri = client.protocol2CodeConverter.asUri(decode(FileParams, params, request).uri);
    return sees(uri) ? uri : null;
  };
  return [
    client.onRequest(ReadFileRequest, async (params: unknown) => {
      const uri = place(params, ReadFileRequest);
      const size = uri && (await sizeOf(uri));
      if (!uri || size === null || size > MAX_BYTES) return { text: null };
      return { text: await fs.readFile(uri).then(text, () => null) };
    }),
    client.onRequest(FileExistsRequest, async (params: unknown) => {
      const uri = place(params, FileExistsRequest);
      return { exists: uri !== null && (await sizeOf(uri)) !== null };
    }),
    client.onRequest(ListFolderRequest, async (params: unknown): Promise<FolderEntries> => {
      const uri = place(params, ListFolderRequest);
      const entries = uri ? await fs.readDirectory(uri).then((found) => found, () => []) : [];
      const named = (kind: vscode.FileType): string[] => entries.slice(0, MAX_NAMES).flatMap(([name, type]) => (type & kind ? [name] : []));
      return { files: named(vscode.FileType.File), folders: named(vscode.FileType.Directory) };
    }),
    client.onRequest(CatalogueRequest, async (params: unknown) => {
      const { name } = decode(CatalogueParams, params, CatalogueRequest);
      return { text: text(await fs.readFile(vscode.Uri.joinPath(extension, 'dist', 'catalogues', `${name}.json`))) };
    }),
  ];
}

/** Size of a plain file in bytes; null for everything else. */
const sizeOf = (uri: vscode.Uri): Promise<number | null> =>
  Promise.resolve(fs.stat(uri)).then(
    ({ type, size }) => (type & vscode.FileType.File ? size : null),
    () => null,
  );
