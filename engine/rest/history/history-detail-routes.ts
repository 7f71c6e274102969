import { HistoricDetail } from '../../../schemas/camunda/answers/variables.ts';
import { historicDetailList } from '../../../schemas/camunda/history-log.ts';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import { readContent } from '../../usecases/variables/read-variables.ts';
import { registerShownList } from '../list-routes.ts';
import { sendDownload } from '../send-download.ts';
import { parseRequest } from '../parse-request.ts';
import { DeserializeQuery } from '../../../schemas/camunda/variables.ts';
import { withWireValue } from '../variable-instance/variable-instance-routes.ts';
import { BYTES } from '../openapi/answers.ts';
import { ById } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

/** Serves every value that variables got. */
export function registerHistoricDetails(app: RestApp, engine: Engine): void {
  const query = queries.historicDetails;
  const resource = {
    path: '/history/detail',
    what: 'values that variables got',
    spec: historicDetailList,
    row: HistoricDetail,
    query,
  };
  registerShownList(app, engine, resource, (rows, { parameters }) => {
    const deserialize = parseRequest(DeserializeQuery, parameters);
    return rows.map((row) => toDetail(row, deserialize));
  });

  const requireDetail = async (detailId: string): Promise<HistoricDetail> => {
    const row = await findRow(engine, query, { detailId });
    if (row) return row;
    throw invalidRequest(`Historic detail with Id '${detailId}' does not exist.`, 404);
  };

  app.get(
    '/history/detail/:id',
    does('Reads a value that a variable got', {
      params: ById,
      querystring: DeserializeQuery,
      response: { 200: HistoricDetail },
    }),
    async ({ params, query }) => toDetail(await requireDetail(params.id), query),
  );
  app.get(
    '/history/detail/:id/data',
    does('Reads the bytes of a value that a variable got', { params: ById, response: BYTES }),
    async ({ params }, reply) => {
      const { variableName, variableType, value, valueInfo } = await requireDetail(params.id);
      const variable = { type: variableType, value, valueInfo };
      return sendDownload(reply, await readContent(engine, variableName, variable));
    },
  );
}

/** The type of a detail is that it is an update of a variable; the type of the variable has a field of its own. */
function toDetail(row: HistoricDetail, deserialize: boolean): HistoricDetail {
  return { ...withWireValue({ ...row, type: row.variableType }, deserialize), type: row.type };
}
