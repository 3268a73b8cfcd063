import * as v from 'valibot';
import * as vscode from 'vscode';
import { decodeJson } from '../../protocol/decode';

export const HOST_SCHEME = 'reasoner-host';

const Query = v.object({ run: v.string(), path: v.nullable(v.string()) });

/** Address of a file on a run's host; a null path is the empty side of a diff. */
export function hostDocument(runId: string, path: string | null): vscode.Uri {
  return vscode.Uri.from({ scheme: HOST_SCHEME, path: path ?? '/absent', query: JSON.stringify({ run: runId, path }) });
}

/** @throws DecodeError on an address that this extension did not make */
export const readHostUri = (uri: vscode.Uri): v.InferOutput<typeof Query> => decodeJson(Query, uri.query, 'address of a host file');
