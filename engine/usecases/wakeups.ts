/** One wait of a fetcher. */
export interface Wait {
  over: Promise<void>;
  /** Ends the wait early. */
  stop: () => void;
}

/** Tells waiting fetchers that tasks of some topics became available. */
export class Wakeups {
  readonly #waiting = new Set<{ topics: ReadonlySet<string>; wake: () => void }>();
  #closed = false;
  #tellOthers: (topics: ReadonlySet<string>) => void = () => undefined;

  /** True once the engine shuts down: nobody waits any more. */
  get isClosed(): boolean {
    return this.#closed;
  }

  /** Fetchers that wait at the moment. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Wakes every fetcher that waits for one of the topics; for no topics at all, every fetcher. */
  wake(topics: Iterable<string>): void {
    const names = [...topics];
    for (const waiter of [...this.#waiting]) {
      if (names.length === 0 || names.some((name) => waiter.topics.has(name))) waiter.wake();
    }
  }

  /** Wakes fetchers here and in other processes. */
  announce(topics: ReadonlySet<string>): void {
    this.wake(topics);
    this.#tellOthers(topics);
  }

  /** Says how other processes are told; without it there are none. */
  tellOthersBy(tell: (topics: ReadonlySet<string>) => void): void {
    this.#tellOthers = tell;
  }

  /** Wakes everyone, now and from now on. */
  close(): void {
    this.#closed = true;
    this.wake([]);
  }

  /** Waits until one of the topics is woken, `timeoutMs` have passed, the caller goes away or the engine closes. */
  wait(topics: ReadonlySet<string>, timeoutMs: number, caller?: AbortSignal): Wait {
    const { promise, resolve } = Promise.withResolvers<void>();
    const wake = () => {
      clearTimeout(timer);
      caller?.removeEventListener('abort', wake);
      this.#waiting.delete(waiter);
      resolve();
    };
    const waiter = { topics, wake };
    const timer = setTimeout(wake, timeoutMs);
    caller?.addEventListener('abort', wake);
    this.#waiting.add(waiter);
    if (this.#closed || caller?.aborted) wake();
    return { over: promise, stop: wake };
  }
}
