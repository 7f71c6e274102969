/** Decisions and what was decided, as they are sent. */
import { z } from 'zod';
import { integerOrNull, Moment, momentOrNull, named, never, textOrNull } from './fields.ts';
import { value } from './variables.ts';

const definition = {
  id: z.string(),
  key: z.string(),
  category: textOrNull,
  name: textOrNull,
  version: z.int(),
  resource: z.string(),
  deploymentId: z.string(),
  tenantId: textOrNull,
};

/** A row of `GET /decision-definition`. */
export const DecisionDefinition = named('DecisionDefinition', {
  ...definition,
  decisionRequirementsDefinitionId: textOrNull,
  decisionRequirementsDefinitionKey: textOrNull,
  historyTimeToLive: integerOrNull,
  versionTag: textOrNull,
});
export type DecisionDefinition = z.infer<typeof DecisionDefinition>;

/** A row of `GET /decision-requirements-definition`. */
export const DecisionRequirementsDefinition = named('DecisionRequirementsDefinition', definition);
export type DecisionRequirementsDefinition = z.infer<typeof DecisionRequirementsDefinition>;

/** The DMN of a definition. */
export const DecisionXml = named('DecisionDefinitionDiagram', { id: z.string(), dmnXml: z.string() });

const part = {
  id: z.string(),
  decisionInstanceId: z.string(),
  clauseId: textOrNull,
  clauseName: textOrNull,
  errorMessage: never,
  createTime: Moment,
  removalTime: momentOrNull,
  rootProcessInstanceId: textOrNull,
  ...value,
};

/** What a decision was given. */
export const HistoricDecisionInput = named('HistoricDecisionInputInstance', part);

/** What a decision gave. */
export const HistoricDecisionOutput = named('HistoricDecisionOutputInstance', {
  ...part,
  ruleId: textOrNull,
  ruleOrder: integerOrNull,
  variableName: textOrNull,
});

/** A row of `GET /history/decision-instance`. */
export const HistoricDecisionInstance = named('HistoricDecisionInstance', {
  id: z.string(),
  decisionDefinitionId: textOrNull,
  decisionDefinitionKey: textOrNull,
  decisionDefinitionName: textOrNull,
  evaluationTime: Moment,
  removalTime: momentOrNull,
  processDefinitionId: textOrNull,
  processDefinitionKey: textOrNull,
  processInstanceId: textOrNull,
  rootProcessInstanceId: textOrNull,
  caseDefinitionId: never,
  caseDefinitionKey: never,
  caseInstanceId: never,
  activityId: textOrNull,
  activityInstanceId: textOrNull,
  tenantId: textOrNull,
  userId: never,
  inputs: z.array(HistoricDecisionInput),
  outputs: z.array(HistoricDecisionOutput),
  collectResultValue: never,
  rootDecisionInstanceId: never,
  decisionRequirementsDefinitionId: textOrNull,
  decisionRequirementsDefinitionKey: textOrNull,
});
export type HistoricDecisionInstance = z.infer<typeof HistoricDecisionInstance>;
