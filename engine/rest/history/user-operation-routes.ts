import { UserOperationLogEntry } from '../../../schemas/camunda/answers/history.ts';
import { z } from 'zod';
import { userOperationList } from '../../../schemas/camunda/history-log.ts';
import { Annotation } from '../../../schemas/camunda/jobs.ts';
import type { Engine } from '../../usecases/engine.ts';
import { annotateOperation } from '../../usecases/history/record-operation.ts';
import { queries } from '../../usecases/queries.ts';
import { registerListRoutes } from '../list-routes.ts';
import { NOTHING } from '../openapi/answers.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

const ByOperation = z.object({ operationId: z.string() });

/** Serves what people did, where it is known who they are, with notes on it. */
export function registerUserOperations(app: RestApp, engine: Engine): void {
  registerListRoutes(app, engine, {
    path: '/history/user-operation',
    what: 'what was done by whom, where callers have to say who they are',
    hasBodyInCamunda: false,
    spec: userOperationList,
    row: UserOperationLogEntry,
    query: queries.userOperations,
  });
  app.put(
    '/history/user-operation/:operationId/set-annotation',
    does('Writes a note on what somebody did', { params: ByOperation, body: Annotation, response: NOTHING }),
    async ({ params, body }, reply) => {
      await annotateOperation(engine, params.operationId, body.annotation ?? null);
      return reply.status(204).send();
    },
  );
  app.put(
    '/history/user-operation/:operationId/clear-annotation',
    does('Removes the note from what somebody did', { params: ByOperation, response: NOTHING }),
    async ({ params }, reply) => {
      await annotateOperation(engine, params.operationId, null);
      return reply.status(204).send();
    },
  );
}
