/** What a log line may say: ids, codes, counts, durations. Never a name, a story, a variable or a payload. */
export type LogFacts = Record<string, string | number | boolean | null | string[]>;

/** From chatty to urgent. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Writes one line; `event` is a kebab-case code that operators search for. */
export type Log = (level: LogLevel, event: string, facts?: LogFacts) => void;

const ORDER: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** A log of JSON lines; `part` is the process they come from, lines below `minimum` are dropped. */
export function createLog(part: string, minimum: LogLevel, write: (line: string) => void): Log {
  return (level, event, facts = {}) => {
    if (ORDER.indexOf(level) < ORDER.indexOf(minimum)) return;
    write(`${JSON.stringify({ time: new Date().toISOString(), level, part, event, ...facts })}\n`);
  };
}

/**
 * Where an unexpected error arose: its class and stack frames without the message, because messages of libraries quote the
 * data they choked on.
 */
export function placeOf(error: unknown): LogFacts {
  if (!(error instanceof Error)) return { errorType: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { errorType: error.name, frames: frames.slice(0, 8).map((line) => line.trim()) };
}
