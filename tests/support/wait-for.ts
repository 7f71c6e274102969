import { setTimeout as sleep } from 'node:timers/promises';

/** How long a step that needs other processes may take before a test gives up. */
const PATIENCE_MS = 60_000;

/**
 * Asks `probe` until it has an answer.
 *
 * @throws Error naming `what` when there is none within a minute.
 */
export async function waitFor<Found>(what: string, probe: () => Promise<Found | undefined>): Promise<Found> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const found = await probe();
    if (found !== undefined) return found;
    await sleep(200);
  }
  throw new Error(`Waited a minute in vain for ${what}.`);
}
