import {
  DecisionDefinition,
  DecisionRequirementsDefinition,
  DecisionXml,
  HistoricDecisionInstance,
} from '../../../schemas/camunda/answers/decisions.ts';
import { SentVariables } from '../../../schemas/camunda/answers/variables.ts';
import { z } from 'zod';
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
import { registerListRoutes, registerShownList } from '../list-routes.ts';
import type { SentVariable } from '../../../schemas/camunda/answers/variables.ts';
import { parseRequest } from '../parse-request.ts';
import { toWireVariable, toWireVariables } from '../wire.ts';
import { ById, OneDefinition } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

type Choose = (params: z.output<typeof OneDefinition>) => Choice;
type DecisionParts = z.output<typeof HistoricDecisionParts>;
type Choice = { id: string } | { key: string; tenantId?: string | undefined };

/** How addresses name a definition. */
const WAYS: readonly [path: string, choose: Choose][] = [
  ['/key/:id', ({ id: key }) => ({ key })],
  ['/key/:id/tenant-id/:tenantId', ({ id: key, tenantId }) => ({ key, tenantId })],
  ['/:id', ({ id }) => ({ id })],
];

/** Serves decisions: list, read, evaluate, and what was decided. */
export function registerDecisionRoutes(app: RestApp, engine: Engine): void {
  registerListRoutes(app, engine, {
    path: '/decision-definition',
    what: 'decision definitions',
    hasBodyInCamunda: false,
    spec: decisionDefinitionList,
    row: DecisionDefinition,
    query: queries.decisionDefinitions,
  });
  registerListRoutes(app, engine, {
    path: '/decision-requirements-definition',
    what: 'decision requirements definitions',
    hasBodyInCamunda: false,
    spec: decisionRequirementsList,
    row: DecisionRequirementsDefinition,
    query: queries.decisionRequirements,
  });
  for (const [path, choose] of WAYS) {
    registerDefinition(app, engine, `/decision-definition${path}`, choose);
    registerRequirements(app, engine, `/decision-requirements-definition${path}`, choose);
  }
  registerHistory(app, engine);
}

function registerDefinition(app: RestApp, engine: Engine, path: string, choose: Choose): void {
  const find = async (choice: Choice): Promise<DecisionDefinition> => {
    const filters = 'id' in choice ? { decisionDefinitionId: choice.id } : newestOf(choice);
    return required(
      await findRow(engine, queries.decisionDefinitions, filters),
      'decision definition',
      choice,
    );
  };
  app.get(
    path,
    does('Reads a decision definition', { params: OneDefinition, response: { 200: DecisionDefinition } }),
    ({ params }) => find(choose(params)),
  );
  app.get(
    `${path}/xml`,
    does('Reads the DMN of a decision definition', { params: OneDefinition, response: { 200: DecisionXml } }),
    async ({ params }) => {
      const { id } = await find(choose(params));
      return { id, dmnXml: await readDmn(engine, 'decision_definitions', id) };
    },
  );
  app.post(
    `${path}/evaluate`,
    does('Evaluates a decision', {
      params: OneDefinition,
      body: EvaluateDecision,
      response: { 200: z.array(SentVariables) },
    }),
    async ({ params, body }) => {
      const { id } = await find(choose(params));
      const rows = await evaluateDefinition(engine, id, body.variables);
      return rows.map((variables) => toWireVariables(variables));
    },
  );
}

function registerRequirements(app: RestApp, engine: Engine, path: string, choose: Choose): void {
  const find = async (choice: Choice): Promise<DecisionRequirementsDefinition> => {
    const filters = 'id' in choice ? { decisionRequirementsDefinitionId: choice.id } : newestOf(choice);
    const row = await findRow(engine, queries.decisionRequirements, filters);
    return required(row, 'decision requirements definition', choice);
  };
  app.get(
    path,
    does('Reads a decision requirements definition', {
      params: OneDefinition,
      response: { 200: DecisionRequirementsDefinition },
    }),
    ({ params }) => find(choose(params)),
  );
  app.get(
    `${path}/xml`,
    does('Reads the DMN of a decision requirements definition', {
      params: OneDefinition,
      response: { 200: DecisionXml },
    }),
    async ({ params }) => {
      const { id } = await find(choose(params));
      return { id, dmnXml: await readDmn(engine, 'decision_requirements', id) };
    },
  );
}

function registerHistory(app: RestApp, engine: Engine): void {
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

/** As in Camunda, a key without a tenant means the definition of none. */
function newestOf({ key, tenantId }: { key: string; tenantId?: string | undefined }) {
  const whose = tenantId === undefined ? { withoutTenantId: true } : { tenantIdIn: [tenantId] };
  return { key, latestVersion: true, ...whose };
}

function required<Found>(row: Found | undefined, what: string, choice: Choice): Found {
  if (row) return row;
  throw 'id' in choice
    ? invalidRequest(`No matching ${what} with id '${choice.id}'`, 404)
    : invalidRequest(
        choice.tenantId === undefined
          ? `No matching ${what} with key: ${choice.key} and no tenant-id`
          : `No matching ${what} with key: ${choice.key} and tenant-id: ${choice.tenantId}`,
        404,
      );
}
