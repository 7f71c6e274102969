/**
 * Counts how much work something does: each property that is read of a value, or of anything inside of it, counts one, and so
 * does each look into a map. Unlike a measured time that says the same on every machine.
 */
export class ReadCounter {
  reads = 0;
  readonly #watched = new WeakMap<object, object>();
  readonly #watching = new WeakSet<object>();

  /** The same value, whose reads are counted. */
  watch<T>(value: T): T {
    if (typeof value !== 'object' || value === null || this.#watching.has(value)) return value;
    const known = this.#watched.get(value);
    if (known) return known as T;
    const watching =
      value instanceof Map
        ? this.#watchMap(value)
        : new Proxy(value, { get: (target, key) => this.#read(target, key) });
    this.#watched.set(value, watching);
    this.#watching.add(watching);
    return watching as T;
  }

  /** How many reads `work` takes. */
  async during(work: () => unknown): Promise<number> {
    const before = this.reads;
    await work();
    return this.reads - before;
  }

  #read(target: object, key: string | symbol): unknown {
    this.reads += 1;
    return this.watch(Reflect.get(target, key));
  }

  /** What is in a map is given as it is. */
  #watchMap(map: Map<unknown, unknown>): Map<unknown, unknown> {
    const count = (): void => void (this.reads += 1);
    return new (class extends Map<unknown, unknown> {
      override get(key: unknown): unknown {
        count();
        return super.get(key);
      }
    })(map);
  }
}
