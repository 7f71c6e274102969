/** Wakes the scanner of this process as soon as a transaction has committed jobs that are due at once. */
export class JobBell {
  #rang = false;
  #wake: (() => void) | null = null;

  /** There is something to do. */
  ring(): void {
    this.#rang = true;
    this.#wake?.();
  }

  /** Until it rings, or has rung since the last wait, `timeoutMs` are over or the signal aborts. */
  async wait(timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (!this.#rang && !signal.aborted) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const wake = () => resolve();
      const timer = setTimeout(wake, timeoutMs);
      signal.addEventListener('abort', wake);
      this.#wake = wake;
      await promise;
      this.#wake = null;
      signal.removeEventListener('abort', wake);
      clearTimeout(timer);
    }
    this.#rang = false;
  }
}
