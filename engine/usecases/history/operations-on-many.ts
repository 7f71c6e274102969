import type { MigrationPlan } from '../../../schemas/camunda/migration.ts';
import type { Operation } from './record-operation.ts';

/** How many are changed, and whether that is left to the background. */
export interface Extent {
  count: number;
  isAsync: boolean;
}

/** What Camunda notes when somebody has the same done to many instances, tasks or jobs. */
export function operationOnMany(
  type: string,
  { count, isAsync }: Extent,
  { changes = [], entity = 'ProcessInstance', ...more }: Partial<Operation> = {},
): Operation {
  const extent = [
    { property: 'nrOfInstances', to: count },
    { property: 'async', to: isAsync },
  ];
  return { type, entity, ...more, changes: [...extent, ...changes] };
}

/** As `operationOnMany`, of new tries for tasks of workers or for jobs. */
export function retriesOperation(entity: 'ExternalTask' | 'Job', extent: Extent, retries: number): Operation {
  return operationOnMany(`Set${entity}Retries`, extent, {
    entity,
    changes: [{ property: 'retries', to: retries }],
  });
}

/** As `operationOnMany`, of letting instances rest or go on; Camunda names it as that of jobs. */
export function suspensionOperation(extent: Extent, suspended: boolean): Operation {
  return operationOnMany(suspended ? 'SuspendJob' : 'ActivateJob', extent);
}

/** As `operationOnMany`, of a migration. */
export function migrationOperation(
  { sourceProcessDefinitionId: from, targetProcessDefinitionId: to, variables }: MigrationPlan,
  { count, isAsync }: Extent,
): Operation {
  const set = variables ? [{ property: 'nrOfSetVariables', to: Object.keys(variables).length }] : [];
  return {
    type: 'Migrate',
    entity: 'ProcessInstance',
    definitionId: from ?? null,
    changes: [
      { property: 'processDefinitionId', from: from ?? null, to: to ?? null },
      { property: 'nrOfInstances', to: count },
      ...set,
      { property: 'async', to: isAsync },
    ],
  };
}
