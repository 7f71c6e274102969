import { z } from 'zod';
import { DecisionDefinition, DecisionXml } from '../../../schemas/camunda/answers/decisions.ts';
import { SentVariables } from '../../../schemas/camunda/answers/variables.ts';
import { decisionDefinitionList, EvaluateDecision } from '../../../schemas/camunda/decisions.ts';
import { HistoryTimeToLive } from '../../../schemas/camunda/deployments.ts';
import { evaluateDefinition } from '../../usecases/decisions/evaluate-definition.ts';
import { readDecisionPicture, readDmn } from '../../usecases/decisions/read-definition.ts';
import { setDecisionTtl } from '../../usecases/decisions/set-decision-ttl.ts';
import type { Engine } from '../../usecases/engine.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import { registerListRoutes } from '../list-routes.ts';
import { BYTES, NOTHING } from '../openapi/answers.ts';
import { OneDefinition } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';
import { sendPicture } from '../send-picture.ts';
import { toWireVariables } from '../wire.ts';
import { newestOf, required, WAYS } from './decision-choice.ts';
import type { ChooseDecision, DecisionChoice } from './decision-choice.ts';

/** Serves decisions: list, read, evaluate. */
export function registerDecisionRoutes(app: RestApp, engine: Engine): void {
  registerListRoutes(app, engine, {
    path: '/decision-definition',
    what: 'decision definitions',
    hasBodyInCamunda: false,
    spec: decisionDefinitionList,
    row: DecisionDefinition,
    query: queries.decisionDefinitions,
  });
  for (const [path, choose] of WAYS) {
    registerDefinition(app, engine, `/decision-definition${path}`, choose);
    registerActs(app, engine, `/decision-definition${path}`, choose);
  }
}

function registerDefinition(app: RestApp, engine: Engine, path: string, choose: ChooseDecision): void {
  app.get(
    path,
    does('Reads a decision definition', { params: OneDefinition, response: { 200: DecisionDefinition } }),
    ({ params }) => findDecision(engine, choose(params)),
  );
  app.get(
    `${path}/xml`,
    does('Reads the DMN of a decision definition', { params: OneDefinition, response: { 200: DecisionXml } }),
    async ({ params }) => {
      const { id } = await findDecision(engine, choose(params));
      return { id, dmnXml: await readDmn(engine, 'decision_definitions', id) };
    },
  );
  app.get(
    `${path}/diagram`,
    does('Reads the picture that was deployed with a decision', {
      params: OneDefinition,
      response: { ...BYTES, ...NOTHING },
    }),
    async ({ params }, reply) => {
      const { id } = await findDecision(engine, choose(params));
      return sendPicture(reply, await readDecisionPicture(engine, 'decision_definitions', id));
    },
  );
}

function registerActs(app: RestApp, engine: Engine, path: string, choose: ChooseDecision): void {
  app.put(
    `${path}/history-time-to-live`,
    does('Sets how many days evaluations of a decision are kept', {
      differs: 'evaluations within an instance stay as long as the instance.',
      params: OneDefinition,
      body: HistoryTimeToLive,
      response: NOTHING,
    }),
    async ({ params, body }, reply) => {
      const { id } = await findDecision(engine, choose(params));
      await setDecisionTtl(engine, id, body.historyTimeToLive);
      return reply.status(204).send();
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
      const { id } = await findDecision(engine, choose(params));
      const rows = await evaluateDefinition(engine, id, body.variables);
      return rows.map((variables) => toWireVariables(variables));
    },
  );
}

async function findDecision(engine: Engine, choice: DecisionChoice): Promise<DecisionDefinition> {
  const filters = 'id' in choice ? { decisionDefinitionId: choice.id } : newestOf(choice);
  const row = await findRow(engine, queries.decisionDefinitions, filters);
  return required(row, 'decision definition', choice);
}
