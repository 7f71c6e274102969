import type { FastifyInstance } from 'fastify';
import { historicDetailList } from '../../../schemas/camunda/history-log.ts';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import type { Row } from '../../usecases/queries.ts';
import { readContent } from '../../usecases/variables/read-variables.ts';
import { registerListRoutes } from '../list-routes.ts';
import { sendDownload } from '../send-download.ts';
import { withWireValue } from '../variable-instance/variable-instance-routes.ts';

interface DetailPath {
  Params: { id: string };
}

/** Serves every value that variables got. */
export function registerHistoricDetails(app: FastifyInstance, engine: Engine): void {
  const query = queries.historicDetails;
  registerListRoutes(app, engine, {
    path: '/history/detail',
    spec: historicDetailList,
    query,
    toWire: (row, parameters) => toDetail(row, parameters),
  });

  const requireDetail = async (detailId: string): Promise<Row> => {
    const row = await findRow(engine, query, { detailId });
    if (row) return row;
    throw invalidRequest(`Historic detail with Id '${detailId}' does not exist.`, 404);
  };

  app.get<DetailPath>('/history/detail/:id', async ({ params, query: parameters }) =>
    toDetail(await requireDetail(params.id), parameters),
  );
  app.get<DetailPath>('/history/detail/:id/data', async ({ params }, reply) => {
    const { variableName, variableType, value, valueInfo } = await requireDetail(params.id);
    const variable = { type: String(variableType), value, valueInfo: valueInfo as Record<string, unknown> };
    return sendDownload(reply, await readContent(engine, String(variableName), variable));
  });
}

/** The type of a detail is that it is an update of a variable; the type of the variable has a field of its own. */
function toDetail(row: Row, parameters: unknown): Row {
  const { type } = row;
  return { ...withWireValue({ ...row, type: row['variableType'] }, parameters), type };
}
