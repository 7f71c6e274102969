/** How urgent a line is; `LOG_LEVEL` names the lowest that is written. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Ids, codes, counts and durations: never names, variables, payloads or query strings. */
export type LogFields = Record<string, string | number | boolean | null | undefined>;

/** Writes one line for each event. */
export type Log = (level: LogLevel, event: string, fields?: LogFields) => void;

const ORDER: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** A log of JSON lines, one for each event at or above `lowest`. */
export function createJsonLog(lowest: LogLevel, write: (line: string) => void): Log {
  const threshold = ORDER.indexOf(lowest);
  return (level, event, fields = {}) => {
    if (ORDER.indexOf(level) < threshold) return;
    write(`${JSON.stringify({ at: new Date().toISOString(), level, part: 'engine', event, ...fields })}\n`);
  };
}

/**
 * What may be logged of an error: its class, its code and where it was thrown. Messages may quote variables or rows,
 * so they stay out.
 */
export function describeError(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code } = error as { code?: unknown };
  return {
    error: error.name,
    code: typeof code === 'string' || typeof code === 'number' ? code : undefined,
    where: /^\s+at .+$/m.exec(error.stack ?? '')?.[0]?.trim(),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause).error }),
  };
}
