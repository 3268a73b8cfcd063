/**
 * The seam between a page and the editor around it. Inside VS Code it is the webview API; in a plain browser (previews,
 * tests) posts become `reasoner:post` events on `window` and the state lives in memory.
 */
import type * as v from 'valibot';
import { decode, DecodeError } from '../../protocol/decode';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare const acquireVsCodeApi: undefined | (() => VsCodeApi);

export const POST_EVENT = 'reasoner:post';

function browserApi(): VsCodeApi {
  let held: unknown;
  return {
    postMessage: (message) => window.dispatchEvent(new CustomEvent(POST_EVENT, { detail: message })),
    getState: () => held,
    setState: (state) => (held = state),
  };
}

export interface Host<From> {
  post(message: From): void;
  /** What the page kept, checked; `fallback` when there is none or it has another shape (an older version's). */
  state<T extends v.GenericSchema>(schema: T, fallback: v.InferOutput<T>): v.InferOutput<T>;
  keep(state: unknown): void;
}

/**
 * Connects the page. Every message is decoded on entry; one that does not decode is reported to `onBroken` in words and
 * goes no further.
 */
export function connect<To extends v.GenericSchema, From>(
  schema: To,
  onMessage: (message: v.InferOutput<To>) => void,
  onBroken: (problem: string) => void,
): Host<From> {
  const api = typeof acquireVsCodeApi === 'function' ? acquireVsCodeApi() : browserApi();
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    let message: v.InferOutput<To>;
    try {
      message = decode(schema, event.data, 'message from the editor');
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      onBroken(error.message);
      return;
    }
    onMessage(message);
  });
  return {
    post: (message) => api.postMessage(message),
    state: (stateSchema, fallback) => {
      try {
        return decode(stateSchema, api.getState(), 'kept state');
      } catch {
        return fallback;
      }
    },
    keep: (state) => api.setState(state),
  };
}
