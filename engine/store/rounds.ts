/** How rounds are made. */
interface RoundsOptions<Item> {
  /** Rounds under way at one time. */
  atOnce: number;
  /** Items in one round. */
  most: number;
  /** Does one round; never rejects. */
  run: (items: Item[]) => Promise<void>;
}

/**
 * Does things in rounds: what comes in one turn of the event loop, or while as many rounds as may be are under way, goes into the
 * next one together.
 */
export class Rounds<Item> {
  readonly #options: RoundsOptions<Item>;
  readonly #waiting: Item[] = [];
  #running = 0;
  #isScheduled = false;

  constructor(options: RoundsOptions<Item>) {
    this.#options = options;
  }

  /** Takes an item into one of the next rounds, after those that wait already. */
  add(item: Item): void {
    this.#waiting.push(item);
    this.#schedule();
  }

  /** Takes items into the next round. */
  addFirst(items: readonly Item[]): void {
    this.#waiting.unshift(...items);
    this.#schedule();
  }

  #schedule(): void {
    const { atOnce } = this.#options;
    if (this.#isScheduled || this.#running >= atOnce || this.#waiting.length === 0) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      void this.#runNext();
    });
  }

  async #runNext(): Promise<void> {
    const items = this.#waiting.splice(0, this.#options.most);
    this.#running += 1;
    this.#schedule();
    await this.#options.run(items).finally(() => {
      this.#running -= 1;
      this.#schedule();
    });
  }
}
