import pg from 'pg';

/** Channel on which processes tell each other of fresh tasks. */
const CHANNEL = 'engine_external_tasks';

/** NOTIFY takes less than 8,000 bytes. */
const MAX_PAYLOAD = 7_900;

/** Pause before a broken listener connects again; fetchers also look by themselves every few seconds. */
const RECONNECT_MS = 500;

/** How long an attempt to connect may take. */
const CONNECT_MS = 5_000;

/** A connection that hears of fresh tasks, and tells of them, until it is stopped. */
export interface TopicChannel {
  /**
   * Tells other processes that these topics have fresh tasks; call it after the commit. NOTIFY makes commits wait for each
   * other, so it is kept out of the transactions of steps; topics of several steps go together. What is lost with a broken
   * connection or a killed process is found a little later: fetchers also look by themselves.
   */
  tell: (topics: Iterable<string>) => void;
  stop: () => Promise<void>;
}

/** Calls `onTopics` whenever another process tells of fresh tasks; connects again by itself when the connection breaks. */
export async function openTopicChannel(
  url: string,
  onTopics: (topics: string[]) => void,
  onError: (error: Error) => void,
): Promise<TopicChannel> {
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
    const options: pg.ClientConfig & { pipeline: boolean } = {
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_MS,
      // What is told while it still connects is sent after that.
      pipeline: true,
    };
    const next = new pg.Client(options);
    client = next;
    next.on('error', (error) => {
      if (client === next) reconnect(error);
    });
    const own = next as pg.Client & { processID?: number };
    next.on('notification', ({ processId, payload }) => {
      if (processId !== own.processID) onTopics(JSON.parse(payload ?? '[]') as string[]);
    });
    try {
      await next.connect();
      // Nothing is written here that a power cut could take.
      await next.query(`SET synchronous_commit TO off; LISTEN ${CHANNEL}`);
    } catch (error) {
      next.end().catch(() => undefined);
      throw error;
    }
  };
  await connect();
  const teller = new Teller(async (payload) => {
    await client?.query('SELECT pg_notify($1, $2)', [CHANNEL, payload]).catch(() => undefined);
  });
  return {
    tell: (topics) => teller.tell(topics),
    stop: async () => {
      stopped = true;
      clearTimeout(retry);
      await client?.end().catch(onError);
    },
  };
}

/** Tells of topics one message after the other; what comes up meanwhile goes together into the next one. */
class Teller {
  readonly #send: (payload: string) => Promise<void>;
  readonly #untold = new Set<string>();
  #isTelling = false;

  constructor(send: (payload: string) => Promise<void>) {
    this.#send = send;
  }

  tell(topics: Iterable<string>): void {
    for (const topic of topics) this.#untold.add(topic);
    if (!this.#isTelling) void this.#tellAll();
  }

  async #tellAll(): Promise<void> {
    this.#isTelling = true;
    while (this.#untold.size > 0) {
      const payload = payloadOf(this.#untold);
      this.#untold.clear();
      await this.#send(payload);
    }
    this.#isTelling = false;
  }
}

/** An empty list means: any topic. */
function payloadOf(topics: ReadonlySet<string>): string {
  const payload = JSON.stringify([...topics]);
  return Buffer.byteLength(payload) > MAX_PAYLOAD ? '[]' : payload;
}
