/** config/'s view of the files where this server has no disk: the client reads them, with `vscode.workspace.fs` or alike. */
import type { Connection } from 'vscode-languageserver';
import type { Files } from '../config';
import { decode } from '../protocol/decode';
import { FileExists, FileExistsRequest, FileText, FolderEntries, ListFolderRequest, ReadFileRequest } from '../protocol/lsp';

export function clientFiles(connection: Pick<Connection, 'sendRequest'>): Files {
  const ask = (request: string, uri: string): Promise<unknown> => connection.sendRequest(request, { uri });
  const entries = async (uri: string): Promise<FolderEntries> => decode(FolderEntries, await ask(ListFolderRequest, uri), ListFolderRequest);
  return {
    read: async (uri) => decode(FileText, await ask(ReadFileRequest, uri), ReadFileRequest).text,
    exists: async (uri) => decode(FileExists, await ask(FileExistsRequest, uri), FileExistsRequest).exists,
    list: async (uri) => (await entries(uri)).files,
    folders: async (uri) => (await entries(uri)).folders,
  };
}
