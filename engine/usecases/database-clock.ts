/** How a clock follows another one. */
export interface DatabaseClockOptions {
  /** Asks the database what time it is. */
  ask: () => Promise<Date>;
  /** Called when it does not answer; the clock runs on. */
  onError: (error: unknown) => void;
  /** How often it is asked, in ms: how long a jump of its clock goes unnoticed. @default 5000 */
  everyMs?: number;
  /** Milliseconds of a clock that never jumps. @default the process's */
  elapsedMs?: () => number;
}

/** A clock that shows the database's time without asking for it each time. */
export interface DatabaseClock {
  now: () => Date;
  stop: () => void;
}

/**
 * Starts a clock that runs with the database's: locks and due times of all engine processes compare with one clock, however
 * wrong the clocks of their machines are or become.
 *
 * @throws when the database does not answer the first time.
 */
export async function startDatabaseClock(options: DatabaseClockOptions): Promise<DatabaseClock> {
  const { ask, onError, everyMs = 5_000, elapsedMs = () => performance.now() } = options;
  let offset: number | undefined;
  const compare = async (): Promise<void> => {
    const asked = elapsedMs();
    const time = (await ask()).getTime();
    const answered = elapsedMs();
    // The answer was given at some moment in between. An offset that fits still holds: changing it would only add jitter.
    const fits = offset !== undefined && offset <= time - asked + 1 && offset >= time - answered - 1;
    if (!fits) offset = time - (asked + answered) / 2;
  };
  await compare();
  const timer = setInterval(() => void compare().catch(onError), everyMs);
  timer.unref();
  return {
    now: () => new Date(elapsedMs() + (offset ?? 0)),
    stop: () => clearInterval(timer),
  };
}
