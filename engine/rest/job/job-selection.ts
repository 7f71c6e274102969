import type { z } from 'zod';
import type { JobDefinitionsSuspension, JobsSuspension } from '../../../schemas/camunda/jobs.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import type { JobDefinitionSelection, JobSelection } from '../../usecases/timers/suspend-jobs.ts';

/** As Camunda lists them, though a single job has an address of its own. */
const JOB_PARTS = 'jobId, jobDefinitionId, processInstanceId, processDefinitionId or processDefinitionKey';
const JOB_DEFINITION_PARTS = 'jobDefinitionId, processDefinitionId or processDefinitionKey';

/** Whose jobs a body names. @throws EngineError 400 unless it names exactly one thing. */
export function jobSelection(given: z.output<typeof JobsSuspension>): JobSelection {
  const { processInstanceId } = given;
  if (typeof processInstanceId !== 'string') {
    return oneOf(given, JOB_PARTS);
  }
  const { jobDefinitionId, processDefinitionId, processDefinitionKey } = given;
  if (jobDefinitionId ?? processDefinitionId ?? processDefinitionKey) throw onlyOne(JOB_PARTS);
  return { processInstanceIds: [processInstanceId] };
}

/** Whose job definitions a body names. @throws EngineError 400 unless it names exactly one thing. */
export function jobDefinitionSelection(
  given: z.output<typeof JobDefinitionsSuspension>,
): JobDefinitionSelection {
  return oneOf(given, JOB_DEFINITION_PARTS);
}

function oneOf(
  given: Omit<z.output<typeof JobDefinitionsSuspension>, 'executionDate'> & {
    jobDefinitionId?: string | null | undefined;
  },
  names: string,
): JobDefinitionSelection {
  const { jobDefinitionId, processDefinitionId, processDefinitionKey } = given;
  const selections: JobDefinitionSelection[] = [];
  if (typeof jobDefinitionId === 'string') selections.push({ jobDefinitionId });
  if (typeof processDefinitionId === 'string') selections.push({ processDefinitionId });
  if (typeof processDefinitionKey === 'string') selections.push({ processDefinitionKey, ...tenantOf(given) });
  const [selection] = selections;
  if (selections.length > 1) throw onlyOne(names);
  if (!selection) throw invalidRequest(`Either ${names} should be set to update the suspension state.`);
  return selection;
}

function tenantOf(given: z.output<typeof JobDefinitionsSuspension>): { tenantId?: string | null } {
  const { processDefinitionTenantId: tenantId, processDefinitionWithoutTenantId } = given;
  if (typeof tenantId === 'string') return { tenantId };
  return processDefinitionWithoutTenantId === true ? { tenantId: null } : {};
}

function onlyOne(names: string): Error {
  return invalidRequest(`Only one of ${names} should be set to update the suspension state.`);
}
