import { randomUUID } from 'node:crypto';

/** Idempotency token of one launch: made once per decision of the user, kept through retries. */
export const newToken = (): string => randomUUID();
