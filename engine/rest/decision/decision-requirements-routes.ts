import { DecisionRequirementsDefinition, DecisionXml } from '../../../schemas/camunda/answers/decisions.ts';
import { decisionRequirementsList } from '../../../schemas/camunda/decisions.ts';
import { readDecisionPicture, readDmn } from '../../usecases/decisions/read-definition.ts';
import type { Engine } from '../../usecases/engine.ts';
import { findRow, queries } from '../../usecases/queries.ts';
import { registerListRoutes } from '../list-routes.ts';
import { BYTES, NOTHING } from '../openapi/answers.ts';
import { OneDefinition } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';
import { sendPicture } from '../send-picture.ts';
import { newestOf, required, WAYS } from './decision-choice.ts';
import type { ChooseDecision, DecisionChoice } from './decision-choice.ts';

/** Serves DMN files with several decisions: list and read. */
export function registerDecisionRequirementsRoutes(app: RestApp, engine: Engine): void {
  registerListRoutes(app, engine, {
    path: '/decision-requirements-definition',
    what: 'decision requirements definitions',
    hasBodyInCamunda: false,
    spec: decisionRequirementsList,
    row: DecisionRequirementsDefinition,
    query: queries.decisionRequirements,
  });
  for (const [path, choose] of WAYS)
    registerRequirements(app, engine, `/decision-requirements-definition${path}`, choose);
}

function registerRequirements(app: RestApp, engine: Engine, path: string, choose: ChooseDecision): void {
  const find = async (choice: DecisionChoice): Promise<DecisionRequirementsDefinition> => {
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
  app.get(
    `${path}/diagram`,
    does('Reads the picture that was deployed with a decision requirements definition', {
      params: OneDefinition,
      response: { ...BYTES, ...NOTHING },
    }),
    async ({ params }, reply) => {
      const { id } = await find(choose(params));
      return sendPicture(reply, await readDecisionPicture(engine, 'decision_requirements', id));
    },
  );
}
