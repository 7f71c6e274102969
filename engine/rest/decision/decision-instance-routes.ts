import type { z } from 'zod';
import { HistoricDecisionInstance } from '../../../schemas/camunda/answers/decisions.ts';
import type { SentVariable } from '../../../schemas/camunda/answers/variables.ts';
import { HistoricDecisionParts, historicDecisionList } from '../../../schemas/camunda/decisions.ts';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import { registerShownList } from '../list-routes.ts';
import { parseRequest } from '../parse-request.ts';
import { ById } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';
import { toWireVariable } from '../wire.ts';

type DecisionParts = z.output<typeof HistoricDecisionParts>;

/** Serves what was decided. */
export function registerDecisionInstanceRoutes(app: RestApp, engine: Engine): void {
  const query = queries.historicDecisions;
  const shown = (
    row: HistoricDecisionInstance,
    { includeInputs, includeOutputs }: DecisionParts,
  ): HistoricDecisionInstance => ({
    ...row,
    inputs: includeInputs ? wireParts(row, row.inputs) : [],
    outputs: includeOutputs ? wireParts(row, row.outputs) : [],
  });
  const resource = {
    path: '/history/decision-instance',
    what: 'evaluations of decisions',
    hasBodyInCamunda: false,
    spec: historicDecisionList,
    row: HistoricDecisionInstance,
    query,
  };
  registerShownList(app, engine, resource, (rows, { parameters }) => {
    const parts = parseRequest(HistoricDecisionParts, parameters);
    return rows.map((row) => shown(row, parts));
  });
  app.get(
    '/history/decision-instance/:id',
    does('Reads an evaluation of a decision', {
      params: ById,
      querystring: HistoricDecisionParts,
      response: { 200: HistoricDecisionInstance },
    }),
    async ({ params, query: given }) => {
      const row = await findRow(engine, query, { decisionInstanceId: params.id });
      if (!row) throw invalidRequest(`Historic decision instance with id '${params.id}' does not exist`, 404);
      return shown(row, given);
    },
  );
}

/** Inputs or outputs of an evaluation, of which only what is their own is kept; they share its time and its place. */
function wireParts<Part extends SentVariable>(row: HistoricDecisionInstance, parts: Part[]) {
  return parts.map((part) => ({
    ...part,
    errorMessage: null,
    createTime: row.evaluationTime,
    removalTime: row.removalTime,
    rootProcessInstanceId: row.rootProcessInstanceId,
    ...toWireVariable(part),
  }));
}
