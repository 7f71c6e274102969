import type { FastifyInstance } from 'fastify';
import {
  decisionDefinitionList,
  decisionRequirementsList,
  EvaluateDecision,
  HistoricDecisionParts,
  historicDecisionList,
} from '../../../schemas/camunda/decisions.ts';
import { evaluateDefinition, readDmn } from '../../usecases/decisions/evaluate-definition.ts';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import type { Row } from '../../usecases/queries.ts';
import { registerListRoutes } from '../list-routes.ts';
import { parseRequest } from '../parse-request.ts';
import { toWireVariable, toWireVariables } from '../wire.ts';

interface ById {
  Params: { id: string };
}

type Choice = { id: string } | { key: string };

/** Serves decisions: list, read, evaluate, and what was decided. */
export function registerDecisionRoutes(app: FastifyInstance, engine: Engine): void {
  registerListRoutes(app, engine, {
    path: '/decision-definition',
    spec: decisionDefinitionList,
    query: queries.decisionDefinitions,
  });
  registerListRoutes(app, engine, {
    path: '/decision-requirements-definition',
    spec: decisionRequirementsList,
    query: queries.decisionRequirements,
  });
  registerDefinition(app, engine, '/decision-definition/key/:id', (key) => ({ key }));
  registerDefinition(app, engine, '/decision-definition/:id', (id) => ({ id }));
  registerRequirements(app, engine, '/decision-requirements-definition/key/:id', (key) => ({ key }));
  registerRequirements(app, engine, '/decision-requirements-definition/:id', (id) => ({ id }));
  registerHistory(app, engine);
}

function registerDefinition(
  app: FastifyInstance,
  engine: Engine,
  path: string,
  choose: (param: string) => Choice,
): void {
  const find = async (choice: Choice): Promise<Row> => {
    const filters =
      'id' in choice ? { decisionDefinitionId: choice.id } : { key: choice.key, latestVersion: true };
    return required(
      await findRow(engine, queries.decisionDefinitions, filters),
      'decision definition',
      choice,
    );
  };
  app.get<ById>(path, ({ params }) => find(choose(params.id)));
  app.get<ById>(`${path}/xml`, async ({ params }) => {
    const { id } = await find(choose(params.id));
    return { id, dmnXml: await readDmn(engine, 'decision_definitions', String(id)) };
  });
  app.post<ById>(`${path}/evaluate`, async ({ params, body }) => {
    const { id } = await find(choose(params.id));
    const rows = await evaluateDefinition(engine, String(id), parseRequest(EvaluateDecision, body).variables);
    return rows.map((variables) => toWireVariables(variables));
  });
}

function registerRequirements(
  app: FastifyInstance,
  engine: Engine,
  path: string,
  choose: (param: string) => Choice,
): void {
  const find = async (choice: Choice): Promise<Row> => {
    const filters =
      'id' in choice
        ? { decisionRequirementsDefinitionId: choice.id }
        : { key: choice.key, latestVersion: true };
    const row = await findRow(engine, queries.decisionRequirements, filters);
    return required(row, 'decision requirements definition', choice);
  };
  app.get<ById>(path, ({ params }) => find(choose(params.id)));
  app.get<ById>(`${path}/xml`, async ({ params }) => {
    const { id } = await find(choose(params.id));
    return { id, dmnXml: await readDmn(engine, 'decision_requirements', String(id)) };
  });
}

function registerHistory(app: FastifyInstance, engine: Engine): void {
  const query = queries.historicDecisions;
  const shown = (row: Row, given: unknown): Row => {
    const { includeInputs, includeOutputs } = parseRequest(HistoricDecisionParts, given);
    return {
      ...row,
      inputs: includeInputs === 'true' ? wireParts(row, 'inputs') : [],
      outputs: includeOutputs === 'true' ? wireParts(row, 'outputs') : [],
    };
  };
  registerListRoutes(app, engine, {
    path: '/history/decision-instance',
    spec: historicDecisionList,
    query,
    toWire: (row, request) => shown(row, request),
  });
  app.get<ById>('/history/decision-instance/:id', async ({ params, query: given }) => {
    const row = await findRow(engine, query, { decisionInstanceId: params.id });
    if (!row) throw invalidRequest(`Historic decision instance with id '${params.id}' does not exist`, 404);
    return shown(row, given);
  });
}

/** Inputs or outputs of an evaluation; they share its time and its place. */
function wireParts(row: Row, name: 'inputs' | 'outputs'): object[] {
  return (row[name] as { type: string; value: unknown }[]).map((part) => ({
    errorMessage: null,
    createTime: row['evaluationTime'],
    removalTime: row['removalTime'],
    rootProcessInstanceId: row['rootProcessInstanceId'],
    ...part,
    ...toWireVariable(part),
  }));
}

function required(row: Row | undefined, what: string, choice: Choice): Row {
  if (row) return row;
  throw 'id' in choice
    ? invalidRequest(`No matching ${what} with id '${choice.id}'`, 404)
    : invalidRequest(`No matching ${what} with key '${choice.key}' and no tenant-id`, 404);
}
