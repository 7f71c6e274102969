/** Deployments as they are sent. */
import { z } from 'zod';
import { DecisionDefinition, DecisionRequirementsDefinition } from './decisions.ts';
import { AtomLink, Moment, named, never, textOrNull } from './fields.ts';
import { ProcessDefinition } from './process-definitions.ts';

const deployment = {
  links: z.array(AtomLink),
  id: z.string(),
  name: textOrNull,
  source: textOrNull,
  deploymentTime: Moment,
  tenantId: textOrNull,
};

/** A row of `GET /deployment`. */
export const Deployment = named('Deployment', deployment);
export type Deployment = z.infer<typeof Deployment>;

/** What a deployment brought, by id; null: nothing new of that kind. */
export const DeploymentWithDefinitions = named('DeploymentWithDefinitions', {
  ...deployment,
  deployedProcessDefinitions: z.record(z.string(), ProcessDefinition).nullable(),
  deployedCaseDefinitions: never,
  deployedDecisionDefinitions: z.record(z.string(), DecisionDefinition).nullable(),
  deployedDecisionRequirementsDefinitions: z.record(z.string(), DecisionRequirementsDefinition).nullable(),
});
export type DeploymentWithDefinitions = z.infer<typeof DeploymentWithDefinitions>;

/** A file of a deployment. */
export const DeploymentResource = named('DeploymentResource', {
  id: z.string(),
  name: z.string(),
  deploymentId: z.string(),
});
