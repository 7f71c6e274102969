/** What a log line may say: routes, codes, durations. Never an address with its query, a body, a token or a sender. */
export type LogFacts = Record<string, string | number>;

/** Writes one line; `event` is a kebab-case code that operators search for. */
export type Log = (level: 'info' | 'warn' | 'error', event: string, facts: LogFacts) => void;

const ORDER = ['debug', 'info', 'warn', 'error'] as const;

/** A log of JSON lines; lines below `minimum` are dropped. */
export function createLog(minimum: (typeof ORDER)[number], write: (line: string) => void): Log {
  return (level, event, facts) => {
    if (ORDER.indexOf(level) < ORDER.indexOf(minimum)) return;
    write(`${JSON.stringify({ time: new Date().toISOString(), level, part: 'portal', event, ...facts })}\n`);
  };
}
