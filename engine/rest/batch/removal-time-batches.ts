import { Batch } from '../../../schemas/camunda/answers/batches.ts';
import { SetRemovalTimeOfInstances } from '../../../schemas/camunda/removal-time.ts';
import { createBatch } from '../../usecases/batches/create-batch.ts';
import type { Engine } from '../../usecases/engine.ts';
import { chosenHistoricInstances, removalTimeMode } from '../../usecases/history/set-removal-time.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

/** Serves setting when history is removed. */
export function registerRemovalTimeBatches(app: RestApp, engine: Engine): void {
  app.post(
    '/history/process-instance/set-removal-time',
    does('Sets when the history of instances is removed, in the background', {
      differs:
        'the history of an instance that runs is kept whatever its removal time; `updateInChunks` changes nothing, as one row says ' +
        'when an instance goes.',
      body: SetRemovalTimeOfInstances,
      response: { 200: Batch },
    }),
    ({ body: { historicProcessInstanceIds: ids, historicProcessInstanceQuery: query, ...given } }) => {
      const removal = { ...removalTimeMode(given), hierarchical: given.hierarchical ?? false };
      return createBatch(engine, { type: 'process-set-removal-time', removal }, (work) =>
        chosenHistoricInstances(work, { ids, query }),
      );
    },
  );
}
