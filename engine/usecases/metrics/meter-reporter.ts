import { describeError } from '../../log.ts';
import { withConnection } from '../../store/database.ts';
import { insertMeterLog } from '../../store/meter-log.ts';
import type { Engine } from '../engine.ts';

/** How often a process writes down what it has counted, in ms; Camunda's default. */
const REPORT_EVERY_MS = 900_000;

/** Writes down what the meters of this process count, until stopped. */
export interface MeterReporter {
  /** Resolves when the last counts are written down. */
  stop: () => Promise<void>;
}

/** Starts to write down what the meters count: at intervals, so that counting costs no step anything. */
export function startMeterReporter(engine: Engine): MeterReporter {
  const report = async (): Promise<void> => {
    const counts = engine.meters.take();
    if (counts.length === 0) return;
    await withConnection(engine.database, (tx) =>
      insertMeterLog(tx, { reporter: engine.meters.reporter, at: engine.clock(), counts }),
    ).catch((error: unknown) => {
      engine.meters.putBack(counts);
      engine.log('warn', 'meters-not-reported', describeError(error));
    });
  };
  const timer = setInterval(() => void report(), REPORT_EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await report();
    },
  };
}
