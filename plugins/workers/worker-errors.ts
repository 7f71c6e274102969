/** How a worker ends a task other than by returning its output. Messages reach operators: ids and codes only. */

/** An outcome the process models: caught by an error boundary event with the same code. */
export class BpmnError extends Error {
  override readonly name = 'BpmnError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** May work later (a service does not answer): tried again with growing pauses, then an incident. */
export class RetryableFailure extends Error {
  override readonly name = 'RetryableFailure';
  readonly code: string;
  /** Pause before the next try in ms; the worker's retry policy when not given. */
  readonly retryAfterMs: number | undefined;

  constructor(code: string, message: string, options: { retryAfterMs?: number; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Cannot work however often it is tried: an incident at once, for a person to correct. */
export class FatalFailure extends Error {
  override readonly name = 'FatalFailure';
  readonly code: string;

  constructor(code: string, message: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
  }
}
