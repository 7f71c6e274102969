import { VariableInstance } from '../../../schemas/camunda/answers/variables.ts';
import { DeserializeQuery, variableInstanceList } from '../../../schemas/camunda/variables.ts';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import { readContent } from '../../usecases/variables/read-variables.ts';
import { registerShownList } from '../list-routes.ts';
import type { Asked } from '../list-routes.ts';
import type { SentVariable } from '../../../schemas/camunda/answers/variables.ts';
import { parseRequest } from '../parse-request.ts';
import { sendDownload } from '../send-download.ts';
import { toWireVariable } from '../wire.ts';
import { BYTES } from '../openapi/answers.ts';
import { ById } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

/** Serves variables of running instances as a list. */
export function registerVariableInstanceRoutes(app: RestApp, engine: Engine): void {
  registerShownList<(typeof variableInstanceList)['filters'], VariableInstance, VariableInstance>(
    app,
    engine,
    {
      path: '/variable-instance',
      what: 'variables of running instances',
      spec: variableInstanceList,
      row: VariableInstance,
      query: queries.variableInstances,
    },
    withWireValues,
  );

  app.get(
    '/variable-instance/:id',
    does('Reads a variable of a running instance', {
      params: ById,
      querystring: DeserializeQuery,
      response: { 200: VariableInstance },
    }),
    async ({ params, query }) => withWireValue(await requireVariable(engine, params.id), query),
  );
  app.get(
    '/variable-instance/:id/data',
    does('Reads the bytes of a variable of a running instance', { params: ById, response: BYTES }),
    async ({ params }, reply) => {
      const { name, type, value, valueInfo } = await requireVariable(engine, params.id);
      return sendDownload(reply, await readContent(engine, name, { type, value, valueInfo }));
    },
  );
}

async function requireVariable(engine: Engine, variableId: string): Promise<VariableInstance> {
  const row = await findRow(engine, queries.variableInstances, { variableId });
  if (row) return row;
  throw invalidRequest(`Variable instance with Id '${variableId}' does not exist.`, 404);
}

/** A row of a list with a variable in it, its value written as clients expect it; as in Camunda, bytes stay behind. */
export function withWireValue<Found extends SentVariable>(row: Found, deserialize: boolean): Found {
  const { type, value, valueInfo } = row;
  const sent = type === 'Bytes' ? null : value;
  return { ...row, ...toWireVariable({ type, value: sent, valueInfo }, deserialize) };
}

/** `withWireValue` of each row of a list. */
export function withWireValues<Found extends SentVariable>(rows: Found[], { parameters }: Asked): Found[] {
  const deserialize = parseRequest(DeserializeQuery, parameters);
  return rows.map((row) => withWireValue(row, deserialize));
}
