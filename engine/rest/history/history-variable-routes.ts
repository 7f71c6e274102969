import type { FastifyInstance } from 'fastify';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { removeHistoricVariable, removeHistoricVariables } from '../../usecases/history/remove-variables.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import type { Row } from '../../usecases/queries.ts';
import { readContent } from '../../usecases/variables/read-variables.ts';
import { sendDownload } from '../send-download.ts';
import { withWireValue } from '../variable-instance/variable-instance-routes.ts';

interface VariablePath {
  Params: { id: string };
}

/** Serves single variables of the history, and forgets them. */
export function registerHistoricVariables(app: FastifyInstance, engine: Engine): void {
  app.get<VariablePath>('/history/variable-instance/:id', async ({ params, query }) =>
    withWireValue(await requireVariable(engine, params.id), query),
  );
  app.get<VariablePath>('/history/variable-instance/:id/data', async ({ params }, reply) => {
    const { name, type, value, valueInfo } = await requireVariable(engine, params.id);
    const variable = { type: String(type), value, valueInfo: valueInfo as Record<string, unknown> };
    return sendDownload(reply, await readContent(engine, String(name), variable));
  });
  app.delete<VariablePath>('/history/variable-instance/:id', async ({ params }, reply) => {
    await removeHistoricVariable(engine, params.id);
    return reply.status(204).send();
  });
  app.delete<VariablePath>('/history/process-instance/:id/variable-instances', async ({ params }, reply) => {
    await removeHistoricVariables(engine, params.id);
    return reply.status(204).send();
  });
}

async function requireVariable(engine: Engine, variableId: string): Promise<Row> {
  const row = await findRow(engine, queries.historicVariableInstances, { variableId, includeDeleted: true });
  if (row) return row;
  throw invalidRequest(`Historic variable instance with Id '${variableId}' does not exist.`, 404);
}
