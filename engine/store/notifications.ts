import pg from 'pg';
import type { Tx } from './database.ts';

/** Channel on which processes tell each other of fresh tasks. */
const CHANNEL = 'engine_external_tasks';

/** NOTIFY takes less than 8,000 bytes. */
const MAX_PAYLOAD = 7_900;

/** Pause before a broken listener connects again; fetchers also look by themselves every few seconds. */
const RECONNECT_MS = 500;

/** How long an attempt to connect may take. */
const CONNECT_MS = 5_000;

/** Tells listening processes, when the transaction commits, that these topics have fresh tasks. */
export async function notifyTopics(tx: Tx, topics: string[]): Promise<void> {
  const payload = JSON.stringify(topics);
  // An empty list means: any topic.
  await tx.query('SELECT pg_notify($1, $2)', [
    CHANNEL,
    Buffer.byteLength(payload) > MAX_PAYLOAD ? '[]' : payload,
  ]);
}

/** A connection that hears of fresh tasks until it is stopped. */
export interface TopicListener {
  stop: () => Promise<void>;
}

/** Calls `onTopics` whenever a process commits fresh tasks; connects again by itself when the connection breaks. */
export async function listenForTopics(
  url: string,
  onTopics: (topics: string[]) => void,
  onError: (error: Error) => void,
): Promise<TopicListener> {
  let stopped = false;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  const reconnect = (error: Error) => {
    if (stopped || retry) return;
    onError(error);
    retry = setTimeout(() => {
      retry = undefined;
      // Nobody knows what was announced meanwhile: no topics means any.
      connect().then(() => onTopics([]), reconnect);
    }, RECONNECT_MS);
  };
  const connect = async () => {
    const next = new pg.Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_MS,
    });
    client = next;
    next.on('error', (error) => {
      if (client === next) reconnect(error);
    });
    next.on('notification', (message) => onTopics(JSON.parse(message.payload ?? '[]') as string[]));
    try {
      await next.connect();
      await next.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      next.end().catch(() => undefined);
      throw error;
    }
  };
  await connect();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(retry);
      await client?.end().catch(onError);
    },
  };
}
