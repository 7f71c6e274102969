/** Process definitions and how many instances of them there are, as they are sent. */
import { z } from 'zod';
import { integerOrNull, named, never, textOrNull } from './fields.ts';

const definition = {
  id: z.string(),
  key: z.string(),
  category: textOrNull,
  description: never,
  name: textOrNull,
  version: z.int(),
  resource: z.string(),
  deploymentId: z.string(),
  diagram: textOrNull,
  suspended: z.boolean(),
  tenantId: textOrNull,
  versionTag: textOrNull,
  historyTimeToLive: integerOrNull,
  startableInTasklist: z.boolean(),
};

/** A row of `GET /process-definition`. */
export const ProcessDefinition = named('ProcessDefinition', definition);
export type ProcessDefinition = z.infer<typeof ProcessDefinition>;

/** A definition that call activities of another name. */
export const CalledProcessDefinition = named('CalledProcessDefinition', {
  ...definition,
  calledFromActivityIds: z.array(z.string()),
  callingProcessDefinitionId: z.string(),
});

/** The BPMN of a definition. */
export const ProcessDefinitionXml = named('ProcessDefinitionDiagram', {
  id: z.string(),
  bpmn20Xml: z.string(),
});

const counts = {
  id: z.string(),
  instances: z.int(),
  failedJobs: z.int(),
  incidents: z.array(named('IncidentStatisticsResult', { incidentType: z.string(), incidentCount: z.int() })),
};

/** The Java names that Camunda writes, so that its clients tell the two kinds of statistics apart. */
export const STATISTICS_CLASS = {
  activity: 'org.camunda.bpm.engine.rest.dto.repository.ActivityStatisticsResultDto',
  definition: 'org.camunda.bpm.engine.rest.dto.repository.ProcessDefinitionStatisticsResultDto',
} as const;

/** How many instances stand at an activity. */
export const ActivityStatistics = named('ActivityStatisticsResult', {
  '@class': z.literal(STATISTICS_CLASS.activity),
  ...counts,
});

/** How many instances of a definition run. */
export const ProcessDefinitionStatistics = named('ProcessDefinitionStatisticsResult', {
  '@class': z.literal(STATISTICS_CLASS.definition),
  ...counts,
  definition: ProcessDefinition.nullable(),
});
