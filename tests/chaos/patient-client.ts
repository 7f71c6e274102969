import { setTimeout as sleep } from 'node:timers/promises';
import type { Tallies } from './tallies.ts';

/** What came back of a request that may have been sent several times. */
export interface Reply {
  /** 0: no answer came. */
  status: number;
  body: unknown;
  /** An earlier attempt got no answer: it may have been carried out. */
  isRepeated: boolean;
}

/** Longer than any restart: whoever gets no answer for so long has found a fault. */
const PATIENCE_MS = 60_000;

const REQUEST_TIMEOUT_MS = 20_000;

/** Talks to one of several engines and, while none answers, tries again, as well-behaved clients do. */
export class PatientClient {
  readonly #urls: readonly string[];
  readonly #tallies: Tallies;
  #turn = 0;

  constructor(urls: readonly string[], tallies: Tallies) {
    this.#urls = urls;
    this.#tallies = tallies;
  }

  /** Sends once, to the next engine in turn; never throws. */
  async once(method: string, path: string, body?: unknown): Promise<Reply> {
    this.#turn = (this.#turn + 1) % this.#urls.length;
    this.#tallies.count('requests');
    try {
      const response = await fetch(`${this.#urls[this.#turn]}${path}`, {
        method,
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
        ...(body === undefined
          ? {}
          : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? null : JSON.parse(text), isRepeated: false };
    } catch {
      this.#tallies.count('requests without an answer');
      return { status: 0, body: null, isRepeated: false };
    }
  }

  /**
   * Sends until an engine answers other than with "try again".
   *
   * @throws Error when none does within a minute.
   */
  async send(method: string, path: string, body?: unknown): Promise<Reply> {
    const deadline = Date.now() + PATIENCE_MS;
    for (let isRepeated = false; Date.now() < deadline; isRepeated = true) {
      const reply = await this.once(method, path, body);
      if (!asksToTryAgain(reply)) return { ...reply, isRepeated };
      await sleep(100);
    }
    throw new Error(`No engine answered ${method} ${path} within a minute.`);
  }

  /** The body of a GET. @throws Error when it is refused. */
  async get<Body>(path: string): Promise<Body> {
    const { status, body } = await this.send('GET', path);
    if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${JSON.stringify(body)}`);
    return body as Body;
  }
}

/** No answer, no database, or (code 1) a lost race: the same request may succeed a moment later. */
function asksToTryAgain({ status, body }: Reply): boolean {
  return (
    status === 0 || status === 503 || (status === 500 && (body as { code?: unknown } | null)?.code === 1)
  );
}
