import * as l10n from './l10n';

/** What people read about a failure: one sentence and, where known, what to do. `code` is for decisions. */
export interface Trouble {
  code: string | null;
  message: string;
  hint: string | null;
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/**
 * Reads a thrown value. Errors come from the engine's own bundle, so their class is unknown here: agent, host and plan
 * errors are recognised by their `code` and `hint`.
 */
export function troubleOf(error: unknown): Trouble {
  if (typeof error !== 'object' || error === null) return { code: null, message: String(error), hint: null };
  const { code, message, hint } = error as { code?: unknown; message?: unknown; hint?: unknown };
  return { code: text(code), message: text(message) ?? l10n.t('Something failed without saying why.'), hint: text(hint) };
}

/** Both sentences in one line, as notifications show them. */
export function troubleText(error: unknown): string {
  const { message, hint } = troubleOf(error);
  return hint ? `${message.replace(/\.?$/, '.')} ${hint}` : message;
}

/** The user closed a question or pressed cancel: nothing to report. */
export const isCancelled = (error: unknown): boolean =>
  troubleOf(error).code === 'cancelled' || (error instanceof Error && ['AbortError', 'Canceled'].includes(error.name));
