import { Batch } from '../../../schemas/camunda/answers/batches.ts';
import { DeleteInstances, InstancesJobRetriesBatch } from '../../../schemas/camunda/batches.ts';
import {
  DeleteHistoricInstances,
  InstancesMessageBatch,
  InstancesSuspensionBatch,
  InstancesVariablesBatch,
} from '../../../schemas/camunda/many-instances.ts';
import type { BatchWork } from '../../usecases/batches/batch-work.ts';
import { jobsOfInstances } from '../../usecases/batches/choose-targets.ts';
import { createBatch } from '../../usecases/batches/create-batch.ts';
import { chosenInstances } from '../../usecases/chosen-instances.ts';
import type { InstanceChoice } from '../../usecases/chosen-instances.ts';
import type { Engine } from '../../usecases/engine.ts';
import { requireVariables } from '../../usecases/variables/take-variables.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

const answers = { response: { 200: Batch } };

/** Serves what is asked of many instances and left to the background. */
export function registerInstanceBatches(app: RestApp, engine: Engine): void {
  const start = (what: BatchWork, choice: InstanceChoice) =>
    createBatch(engine, what, (work) => chosenInstances(work, choice));

  for (const path of ['/process-instance/delete', '/process-instance/delete-historic-query-based']) {
    app.post(
      path,
      does('Ends instances in the background', {
        differs:
          '`skipSubprocesses` is refused: nobody would wait for called instances any more, so they end as well.',
        body: DeleteInstances,
        ...answers,
      }),
      ({ body: { deleteReason: reason = null, skipCustomListeners, ...choice } }) =>
        start(
          { type: 'instance-deletion', reason, skipCustomListeners: skipCustomListeners ?? false },
          choice,
        ),
    );
  }

  app.post(
    '/process-instance/suspended-async',
    does('Lets instances rest, or go on, in the background', { body: InstancesSuspensionBatch, ...answers }),
    ({ body: { suspended, ...choice } }) =>
      start({ type: 'instance-update-suspension-state', suspended }, choice),
  );

  app.post(
    '/process-instance/variables-async',
    does('Sets variables of instances in the background', { body: InstancesVariablesBatch, ...answers }),
    ({ body: { variables, ...choice } }) => {
      requireVariables(variables, 'Cannot set variables: ');
      return start({ type: 'set-variables', variables }, choice);
    },
  );

  app.post(
    '/process-instance/message-async',
    does('Delivers a message to instances in the background', { body: InstancesMessageBatch, ...answers }),
    ({ body: { messageName, variables, ...choice } }) => {
      requireVariables(variables ?? {}, 'Cannot set variables: ');
      return start({ type: 'correlate-message', messageName, variables: variables ?? {} }, choice);
    },
  );

  app.post(
    '/history/process-instance/delete',
    does('Forgets instances that have ended, in the background', {
      body: DeleteHistoricInstances,
      ...answers,
    }),
    ({ body: { deleteReason: reason = null, historicProcessInstanceIds, historicProcessInstanceQuery } }) =>
      start(
        { type: 'historic-instance-deletion', reason },
        { processInstanceIds: historicProcessInstanceIds, historicProcessInstanceQuery },
      ),
  );
  registerJobRetries(app, engine);
}

function registerJobRetries(app: RestApp, engine: Engine): void {
  for (const path of [
    '/process-instance/job-retries',
    '/process-instance/job-retries-historic-query-based',
  ]) {
    app.post(
      path,
      does('Sets how often the jobs of instances are tried again, in the background', {
        body: InstancesJobRetriesBatch,
        ...answers,
      }),
      ({ body: { retries, dueDate, processInstances: processInstanceIds, ...queries } }) =>
        createBatch(
          engine,
          { type: 'set-job-retries', retries, dueDate: dueDate?.toISOString() ?? null },
          (work) => jobsOfInstances(work, { processInstanceIds, ...queries }),
        ),
    );
  }
}
