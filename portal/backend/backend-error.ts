/** The case file said no: an HTTP status below 500 with a code of `docs/errors.md`. */
export class BackendRefusal extends Error {
  override readonly name = 'BackendRefusal';
  readonly status: number;
  readonly code: string;
  /** The input that is wrong, if it is one. */
  readonly field: string | null;

  constructor(status: number, code: string, field: string | null) {
    super(`Refused with ${status} ${code}`);
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

/** The case file cannot be reached, is not ready, or answers what it should not: try again later. */
export class BackendDown extends Error {
  override readonly name = 'BackendDown';
  /** What happened, for the log: `timeout`, `unreachable`, an HTTP status or `unexpected-answer`. */
  readonly reason: string;

  constructor(reason: string, options?: { cause?: unknown }) {
    super(`The case file is not available (${reason})`, options);
    this.reason = reason;
  }
}
