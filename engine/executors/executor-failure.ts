/** Why an instance cannot move on: an expression or the model itself failed. Nothing has changed; roll back. */
export class ExecutorFailure extends Error {
  readonly code = 'ENGINE_EXECUTION';
  /** The element at which it failed, when known. */
  readonly activityId: string | null;

  constructor(message: string, options: { activityId?: string | null; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ExecutorFailure';
    this.activityId = options.activityId ?? null;
  }
}

/** What was asked for names something that is not there; Camunda's `NotValidException`. Nothing has changed. */
export class NotValid extends ExecutorFailure {}
