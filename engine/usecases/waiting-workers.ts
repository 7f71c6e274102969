import { takesAny } from '../store/fetch-external-tasks.ts';
import type { FetchedTask, TopicRequest } from '../store/fetch-external-tasks.ts';

/** What a worker waits for. */
export interface WaitingFetch {
  workerId: string;
  maxTasks: number;
  topics: readonly TopicRequest[];
  /** Aborted when the worker hung up. */
  caller?: AbortSignal | undefined;
}

/** One wait of a worker. */
export interface Wait {
  /** Resolves when it is time to look again, or with tasks that were handed over: they are locked, there is nothing to look for. */
  over: Promise<FetchedTask[]>;
  /** Says that the worker has looked and found nothing: from now on tasks may be handed to it. */
  takeTasks: () => void;
  /** Ends the wait early. */
  stop: () => void;
}

/** A waiting worker that a transaction means to hand a task; it waits until it hears whether it gets it. */
export interface Claim {
  workerId: string;
  lockDurationMs: number;
  /** To be called once: with the task when it is locked for the worker, without when it is not. */
  settle: (task?: FetchedTask) => void;
}

/** Workers that wait for tasks of some topics, and what they are told. */
export class WaitingWorkers {
  readonly #waiting = new Set<Waiting>();
  #closed = false;
  #tellOthers: (topics: ReadonlySet<string>) => void = () => undefined;

  /** True once the engine shuts down: nobody waits any more. */
  get isClosed(): boolean {
    return this.#closed;
  }

  /** Workers that wait at the moment. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Wakes every worker that waits for one of the topics; for no topics at all, every worker. */
  wake(topics: Iterable<string>): void {
    const names = [...topics];
    for (const waiting of [...this.#waiting]) {
      if (names.length === 0 || names.some((name) => waiting.topics.has(name))) waiting.end();
    }
  }

  /** Wakes workers here and in other processes. */
  announce(topics: ReadonlySet<string>): void {
    this.wake(topics);
    this.#tellOthers(topics);
  }

  /** Says how other processes are told; without it there are none. */
  tellOthersBy(tell: (topics: ReadonlySet<string>) => void): void {
    this.#tellOthers = tell;
  }

  /** Whoever waits longest for any task of a topic, and has room for one; undefined when nobody does. */
  claim(topic: string): Claim | undefined {
    for (const waiting of this.#waiting) {
      const claim = waiting.claim(topic);
      if (claim) return claim;
    }
    return undefined;
  }

  /** Wakes everyone, now and from now on. */
  close(): void {
    this.#closed = true;
    this.wake([]);
  }

  /** Waits until one of the topics is woken, `timeoutMs` have passed, the caller goes away or the engine closes. */
  wait(fetch: WaitingFetch, timeoutMs: number): Wait {
    const waiting = new Waiting(fetch, timeoutMs, () => this.#waiting.delete(waiting));
    this.#waiting.add(waiting);
    if (this.#closed || fetch.caller?.aborted) waiting.end();
    return waiting;
  }
}

class Waiting implements Wait {
  readonly over: Promise<FetchedTask[]>;
  readonly topics: ReadonlyMap<string, TopicRequest>;
  readonly #fetch: WaitingFetch;
  readonly #resolve: (tasks: FetchedTask[]) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #leave: () => void;
  readonly #tasks: FetchedTask[] = [];
  #takesTasks = false;
  /** Claims it has not heard of yet. */
  #claims = 0;

  constructor(fetch: WaitingFetch, timeoutMs: number, leave: () => void) {
    const { promise, resolve } = Promise.withResolvers<FetchedTask[]>();
    this.over = promise;
    this.topics = new Map(fetch.topics.map((topic) => [topic.topicName, topic]));
    this.#fetch = fetch;
    this.#resolve = resolve;
    this.#leave = leave;
    this.#timer = setTimeout(this.end, timeoutMs);
    fetch.caller?.addEventListener('abort', this.end);
  }

  /** No claims any more; over as soon as those there are have been settled. */
  readonly end = (): void => {
    clearTimeout(this.#timer);
    this.#fetch.caller?.removeEventListener('abort', this.end);
    this.#leave();
    if (this.#claims === 0) this.#resolve(this.#tasks);
  };

  readonly stop = this.end;

  takeTasks(): void {
    this.#takesTasks = true;
  }

  claim(topicName: string): Claim | undefined {
    const topic = this.topics.get(topicName);
    if (!topic || !this.#takesTasks || this.#claims === this.#fetch.maxTasks || !takesAny(topic))
      return undefined;
    this.#claims += 1;
    const settle = (task?: FetchedTask) => {
      this.#claims -= 1;
      if (task) this.#tasks.push(task);
      // Whoever has a task does not wait for more; whoever was promised one and did not get it looks for itself.
      this.end();
    };
    return { workerId: this.#fetch.workerId, lockDurationMs: topic.lockDurationMs, settle };
  }
}
