import { describeError } from '../../log.ts';
import { withConnection } from '../../store/database.ts';
import { insertJobDefinitions, undeclaredDefinitions } from '../../store/job-definitions.ts';
import type { Engine } from '../engine.ts';
import { inTransaction } from '../step/work.ts';

/**
 * Stores the job definitions of process definitions that were deployed before these were stored. One whose file cannot be read
 * any more has none: its instances cannot move either.
 */
export async function declareJobs(engine: Engine): Promise<void> {
  const definitions = await withConnection(engine.database, undeclaredDefinitions);
  for (const definition of definitions) {
    await inTransaction(engine, async ({ tx }) => {
      const jobs = await engine.models.load(tx, definition).then(
        ({ model }) => model.jobs,
        (error: unknown) => {
          engine.log('warn', 'jobs-not-declared', { definitionId: definition.id, ...describeError(error) });
          return [];
        },
      );
      await insertJobDefinitions(tx, definition.id, jobs);
    });
  }
}
