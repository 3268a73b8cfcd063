/** Lets the agent compare the weights where they lie; only sums travel. */
import { CompareEvent, type TensorSums } from '../../protocol/agent';
import { decode } from '../../protocol/decode';
import { AgentError, ConnectionLost } from '../agent/errors';
import type { AgentConnection, Subscription } from '../api';

export interface WeightSums {
  method: 'numpy' | 'headers';
  tensors: TensorSums[];
  /** What the host has to say about it. */
  notes: string[];
}

export interface CompareOptions {
  /** Bytes of both sides together. */
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
  /** Virtual environment whose numpy computes; null for the host's own Python. */
  venv?: string | null;
}

/**
 * Sums of every tensor of the checkpoints at two absolute host paths (folders, or single .safetensors files).
 *
 * @throws AgentError (`not-found`, `bad-request` for torn files, ...), ConnectionLost, or the signal's reason
 */
export function compareWeights(connection: AgentConnection, a: string, b: string, options: CompareOptions = {}): Promise<WeightSums> {
  const { onProgress, signal, venv = null } = options;
  return new Promise((resolve, reject) => {
    const tensors: TensorSums[] = [];
    let subscription: Subscription | null = null;
    let over = false;
    /** Once: lets go of the stream whatever the outcome; a late subscription is given back as soon as it is there. */
    const settle = (outcome: () => void): void => {
      if (over) return;
      over = true;
      signal?.removeEventListener('abort', abort);
      subscription?.dispose();
      outcome();
    };
    const abort = (): void => settle(() => reject(signal?.reason as Error));
    const onEvent = (raw: unknown): void => {
      if (over) return;
      try {
        const event = decode(CompareEvent, raw, 'a result of the comparison');
        if (event.kind === 'progress') onProgress?.(event.done, event.total);
        else if (event.kind === 'tensor') tensors.push(event.sums);
        else if (event.kind === 'failed') settle(() => reject(new AgentError(event.error)));
        else settle(() => resolve({ method: event.method, tensors, notes: event.notes }));
      } catch (error) {
        settle(() => reject(error as Error));
      }
    };
    if (signal?.aborted) {
      abort();
      return;
    }
    signal?.addEventListener('abort', abort);
    const onEnd = (reason: string): void => settle(() => reject(new ConnectionLost(`The comparison stopped: ${reason}`)));
    connection.subscribe('compare', { a, b, venv }, onEvent, onEnd).then(
      (opened) => {
        subscription = opened;
        if (over) opened.dispose();
      },
      (error: Error) => settle(() => reject(error)),
    );
  });
}
