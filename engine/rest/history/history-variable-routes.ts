import { HistoricVariableInstance } from '../../../schemas/camunda/answers/variables.ts';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { removeHistoricVariable, removeHistoricVariables } from '../../usecases/history/remove-variables.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import { readContent } from '../../usecases/variables/read-variables.ts';
import { sendDownload } from '../send-download.ts';
import { DeserializeQuery } from '../../../schemas/camunda/variables.ts';
import { withWireValue } from '../variable-instance/variable-instance-routes.ts';
import { BYTES, NOTHING } from '../openapi/answers.ts';
import { ById } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

/** Serves single variables of the history, and forgets them. */
export function registerHistoricVariables(app: RestApp, engine: Engine): void {
  app.get(
    '/history/variable-instance/:id',
    does('Reads the last value of a variable', {
      params: ById,
      querystring: DeserializeQuery,
      response: { 200: HistoricVariableInstance },
    }),
    async ({ params, query }) => withWireValue(await requireVariable(engine, params.id), query),
  );
  app.get(
    '/history/variable-instance/:id/data',
    does('Reads the bytes of the last value of a variable', { params: ById, response: BYTES }),
    async ({ params }, reply) => {
      const { name, type, value, valueInfo } = await requireVariable(engine, params.id);
      return sendDownload(reply, await readContent(engine, name, { type, value, valueInfo }));
    },
  );
  app.delete(
    '/history/variable-instance/:id',
    does('Forgets a variable of the history', { params: ById, response: NOTHING }),
    async ({ params }, reply) => {
      await removeHistoricVariable(engine, params.id);
      return reply.status(204).send();
    },
  );
  app.delete(
    '/history/process-instance/:id/variable-instances',
    does('Forgets the variables of an instance that has ended', { params: ById, response: NOTHING }),
    async ({ params }, reply) => {
      await removeHistoricVariables(engine, params.id);
      return reply.status(204).send();
    },
  );
}

async function requireVariable(engine: Engine, variableId: string): Promise<HistoricVariableInstance> {
  const row = await findRow(engine, queries.historicVariableInstances, { variableId, includeDeleted: true });
  if (row) return row;
  throw invalidRequest(`Historic variable instance with Id '${variableId}' does not exist.`, 404);
}
