import type { AgentErrorBody } from '../../protocol/agent';

/** The agent refused or failed: `code` is one of protocol's ERROR_CODES, `hint` says what to do about it. */
export class AgentError extends Error {
  override readonly name = 'AgentError';
  readonly code: string;
  readonly hint: string | null;
  constructor(body: AgentErrorBody) {
    super(body.message);
    this.code = body.code;
    this.hint = body.hint;
  }
}

/** The stream ended before the answer came. Whether the request was carried out is unknown. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

/** No agent could be reached on a host: one sentence, and what to do. */
export class HostError extends Error {
  override readonly name = 'HostError';
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}
