import type { RecordedReply } from './recorder.ts';

/** One place in which two answers to the same request differ. */
export interface Difference {
  request: string;
  /** `status`, or where in the body: `body/0/name`. */
  at: string;
  recorded: unknown;
  ours: unknown;
}

/** Where the answers to the same requests, asked in the same order, differ. */
export function compareReplies(
  recorded: readonly RecordedReply[],
  ours: readonly RecordedReply[],
): Difference[] {
  return recorded.flatMap((reply, index) => {
    const other = ours[index];
    if (reply.request !== other?.request)
      throw new Error(`Request ${index} was "${reply.request}" when it was recorded: record again.`);
    const { request } = reply;
    if (reply.status !== other.status)
      return [{ request, at: 'status', recorded: reply.status, ours: other.status }];
    return differences(reply.body, other.body, 'body').map((found) => ({ request, ...found }));
  });
}

function differences(recorded: unknown, ours: unknown, at: string): Omit<Difference, 'request'>[] {
  if (isObject(recorded) && isObject(ours)) {
    const names = new Set([...Object.keys(recorded), ...Object.keys(ours)]);
    return [...names].flatMap((name) => differences(recorded[name], ours[name], `${at}/${name}`));
  }
  return JSON.stringify(recorded) === JSON.stringify(ours) ? [] : [{ at, recorded, ours }];
}

/** Lists too: their items are compared place by place. */
function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
