import type { Logger } from './logger.ts';

/** Work that is done again and again, never twice at the same time. */
export interface RepeatingLoop {
  /** Does the work now instead of at the next tick; while it runs already, it runs once more afterwards. */
  kick: () => void;
  /** Ends the loop; resolves when the work in hand is finished. */
  stop: () => Promise<void>;
}

/** Runs `work` every `intervalMs` and at every kick. An error is logged with its name only, and the loop goes on. */
export function startLoop(
  name: string,
  intervalMs: number,
  work: () => Promise<void>,
  logger: Logger,
): RepeatingLoop {
  let running: Promise<void> | null = null;
  let isWanted = false;
  let isStopped = false;

  const run = async (): Promise<void> => {
    do {
      isWanted = false;
      try {
        await work();
      } catch (error) {
        logger.warn({
          event: 'loop-failed',
          loop: name,
          error: error instanceof Error ? error.name : 'unknown',
        });
      }
    } while (isWanted && !isStopped);
    running = null;
  };
  const kick = (): void => {
    if (isStopped) return;
    isWanted = true;
    running ??= run();
  };
  const timer = setInterval(() => {
    if (!isStopped) running ??= run();
  }, intervalMs);
  return {
    kick,
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
