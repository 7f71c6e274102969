import { ScriptError } from '../expressions/expression-error.ts';
import { isUnstorable, transientFailure } from '../store/database.ts';

/** Codes of `EngineError`: what Camunda 7 writes into `code` of an error body; from 20,000 on they are ours, as there. */
export const ERROR_CODES = { none: null, engine: 0, optimisticLocking: 1, tooManyRequests: 20_429 } as const;

/** A refusal or failure as Camunda 7 words it; the HTTP layer writes `{ type, message, code }` from it. */
export class EngineError extends Error {
  readonly status: number;
  /** Java's simple class name, which clients compare. */
  readonly type: string;
  readonly code: number | null;
  /** More fields of the body, for example `details` of a ParseException. */
  readonly extra: Record<string, unknown>;

  constructor(
    status: number,
    type: string,
    message: string,
    options: { code?: number | null; extra?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'EngineError';
    this.status = status;
    this.type = type;
    this.code = options.code ?? null;
    this.extra = options.extra ?? {};
  }
}

/** The request itself is wrong: a parameter, a value, a combination. */
export function invalidRequest(message: string, status = 400): EngineError {
  return new EngineError(status, 'InvalidRequestException', message);
}

/** The caller's address asked for more than it may. */
export function tooManyRequests(): EngineError {
  return new EngineError(429, 'RestException', 'Too many requests. Please try again later.', {
    code: ERROR_CODES.tooManyRequests,
  });
}

/** The engine refuses or fails inside a resource that wraps its exceptions. */
export function restException(status: number, message: string, cause?: unknown): EngineError {
  return new EngineError(status, 'RestException', message, { code: ERROR_CODES.engine, cause });
}

/** The engine refuses or fails, not wrapped by a resource. */
export function processEngineException(message: string, cause?: unknown): EngineError {
  return new EngineError(500, 'ProcessEngineException', message, { code: ERROR_CODES.engine, cause });
}

/** Something required is missing in a command; Camunda answers these with 500. */
export function nullValue(message: string): EngineError {
  return new EngineError(500, 'NullValueException', message, { code: ERROR_CODES.engine });
}

/** The instance, or its definition, is suspended. */
export function suspended(what: string): EngineError {
  return new EngineError(400, 'SuspendedEntityInteractionException', `${what} is suspended.`, {
    code: ERROR_CODES.engine,
  });
}

/** The BPMN file asks for something that failed while the instance moved on; nothing has changed. */
export class ExecutionFailed extends EngineError {
  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message : 'The process model could not be executed.';
    const isScript = cause instanceof Error && cause.cause instanceof ScriptError;
    const type = isScript ? 'ScriptEvaluationException' : 'ProcessEngineException';
    super(500, type, reason, { code: ERROR_CODES.engine, cause });
    this.name = 'ExecutionFailed';
  }
}

/** What clients are told of any failure: what the engine says itself, what they may try again, and no details of the rest. */
export function toEngineError(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  if (isUnstorable(error)) {
    return invalidRequest(
      'The request holds a value that cannot be stored: the character NUL, a number or date out of range, or a name that is too long.',
    );
  }
  switch (transientFailure(error)) {
    case 'unavailable':
      return new EngineError(
        503,
        'ProcessEngineException',
        'The database does not answer at the moment. Please try again later.',
        { code: ERROR_CODES.engine, cause: error },
      );
    case 'conflict':
      return new EngineError(
        500,
        'OptimisticLockingException',
        'Other work on the same case took too long. Please try again.',
        { code: ERROR_CODES.optimisticLocking, cause: error },
      );
    default:
      return processEngineException('An unexpected error occurred.', error);
  }
}
