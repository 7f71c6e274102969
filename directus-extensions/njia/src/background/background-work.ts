import type { DirectusContext } from '../directus/context.ts';
import { createEngineClient, EngineUnreachable } from '../engine/engine-client.ts';
import { dispatchDueOrders } from '../outbox/dispatcher.ts';
import { engineIsBack } from '../outbox/outbox-store.ts';
import { createProjector } from '../projector/projector.ts';
import { engineHeaders } from '../../../../schemas/config.ts';
import type { ExtensionSettings } from '../settings.ts';
import type { Logger } from './logger.ts';
import { startLoop } from './repeating-loop.ts';
import type { RepeatingLoop } from './repeating-loop.ts';

/** Looked at this often even without a kick: orders whose next attempt is due. */
const DISPATCH_EVERY_MS = 1_000;
/** A new task shows within a second of its creation. */
const PROJECT_EVERY_MS = 500;

/**
 * What runs beside the requests: the dispatcher (outbox to engine) and the projector (engine's tasks to `tasks`). Directus
 * registers hooks and endpoints of a bundle separately; both are given this one object.
 */
export class BackgroundWork {
  /** Whether the guard's checks hang in this process. */
  isGuardLive = false;
  readonly #logger: Logger;
  #dispatcher: RepeatingLoop | null = null;
  #projector: RepeatingLoop | null = null;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Starts both loops; does nothing when they run. */
  start(directus: DirectusContext, settings: ExtensionSettings): void {
    if (this.#dispatcher) return;
    const logger = this.#logger;
    const engine = createEngineClient(settings.ENGINE_URL, engineHeaders(settings));
    const projector = createProjector(directus, engine, logger);
    let wasReachable = true;
    const noteReachable = async (isReachable: boolean): Promise<void> => {
      if (isReachable === wasReachable) return;
      wasReachable = isReachable;
      logger.warn({ event: isReachable ? 'engine-back' : 'engine-unreachable' });
      if (!isReachable) return;
      await engineIsBack(directus.database);
      this.kickDispatcher();
    };
    const project = async (): Promise<void> => {
      try {
        if (await projector.look()) await noteReachable(true);
      } catch (error) {
        if (!(error instanceof EngineUnreachable)) throw error;
        await noteReachable(false);
      }
    };
    this.#projector = startLoop('projector', PROJECT_EVERY_MS, project, logger);
    const onDelivered = (): void => this.#projector?.kick();
    this.#dispatcher = startLoop(
      'dispatcher',
      DISPATCH_EVERY_MS,
      () => dispatchDueOrders({ database: directus.database, engine, logger, onDelivered }),
      logger,
    );
  }

  /**
   * Ends the loops with the process. Directus tells of its end only after it closed the database, which in turn waits for
   * work that still uses it: without this, a shutdown takes a minute.
   */
  stopOnSignals(process: NodeJS.Process): void {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => void this.stop());
  }

  /** Sends waiting orders now. */
  kickDispatcher = (): void => this.#dispatcher?.kick();

  /** Ends both loops after the work in hand. */
  async stop(): Promise<void> {
    await Promise.all([this.#dispatcher?.stop(), this.#projector?.stop()]);
    this.#dispatcher = null;
    this.#projector = null;
  }
}
