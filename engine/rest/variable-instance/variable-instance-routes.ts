import { DeserializeQuery, variableInstanceList } from '../../../schemas/camunda/variables.ts';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import type { Row } from '../../usecases/queries.ts';
import { readContent } from '../../usecases/variables/read-variables.ts';
import { registerListRoutes } from '../list-routes.ts';
import { parseRequest } from '../parse-request.ts';
import { sendDownload } from '../send-download.ts';
import { toWireVariable } from '../wire.ts';
import { BYTES } from '../openapi/answers.ts';
import { ById } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

/** Serves variables of running instances as a list. */
export function registerVariableInstanceRoutes(app: RestApp, engine: Engine): void {
  registerListRoutes<(typeof variableInstanceList)['filters']>(app, engine, {
    path: '/variable-instance',
    what: 'variables of running instances',
    spec: variableInstanceList,
    query: queries.variableInstances,
    toWire: (row, given) => withWireValue(row, parseRequest(DeserializeQuery, given)),
  });

  app.get(
    '/variable-instance/:id',
    does('Reads a variable of a running instance', { params: ById, querystring: DeserializeQuery }),
    async ({ params, query }) => withWireValue(await requireVariable(engine, params.id), query),
  );
  app.get(
    '/variable-instance/:id/data',
    does('Reads the bytes of a variable of a running instance', { params: ById, answers: BYTES }),
    async ({ params }, reply) => {
      const { name, type, value, valueInfo } = await requireVariable(engine, params.id);
      const variable = { type: String(type), value, valueInfo: valueInfo as Record<string, unknown> };
      return sendDownload(reply, await readContent(engine, String(name), variable));
    },
  );
}

async function requireVariable(engine: Engine, variableId: string): Promise<Row> {
  const row = await findRow(engine, queries.variableInstances, { variableId });
  if (row) return row;
  throw invalidRequest(`Variable instance with Id '${variableId}' does not exist.`, 404);
}

/** A row of a list with a variable in it, its value written as clients expect it; as in Camunda, bytes stay behind. */
export function withWireValue(row: Row, deserialize: boolean): Row {
  const { type, value, valueInfo } = row;
  const info =
    typeof valueInfo === 'object' && valueInfo !== null ? (valueInfo as Record<string, unknown>) : {};
  const sent = type === 'Bytes' ? null : value;
  return { ...row, ...toWireVariable({ type: String(type), value: sent, valueInfo: info }, deserialize) };
}
