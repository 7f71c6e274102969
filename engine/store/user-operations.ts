import type { Tx } from './database.ts';
import { insertRows } from './insert-rows.ts';

/** What an operation was about; what is left out does not apply. */
export interface OperationContext {
  deploymentId?: string | null;
  definitionId?: string | null;
  definitionKey?: string | null;
  instanceId?: string | null;
  /** As clients know it. */
  executionId?: string | null;
  taskId?: string | null;
  externalTaskId?: string | null;
  batchId?: string | null;
  jobId?: string | null;
  jobDefinitionId?: string | null;
}

/** One property that an operation changed. */
export interface OperationRow extends OperationContext {
  operationId: string;
  userId: string;
  at: Date;
  operationType: string;
  entityType: string;
  category: string;
  annotation: string | null;
  property: string | null;
  orgValue: string | null;
  newValue: string | null;
}

/** Notes what somebody did. */
export async function insertOperations(tx: Tx, operations: OperationRow[]): Promise<void> {
  await insertRows(
    tx,
    'user_operations',
    operations.map((operation) => ({
      operation_id: operation.operationId,
      user_id: operation.userId,
      at: operation.at,
      operation_type: operation.operationType,
      entity_type: operation.entityType,
      category: operation.category,
      annotation: operation.annotation,
      property: operation.property,
      org_value: operation.orgValue,
      new_value: operation.newValue,
      deployment_id: operation.deploymentId ?? null,
      definition_id: operation.definitionId ?? null,
      definition_key: operation.definitionKey ?? null,
      instance_id: operation.instanceId ?? null,
      execution_id: operation.executionId ?? null,
      task_id: operation.taskId ?? null,
      external_task_id: operation.externalTaskId ?? null,
      batch_id: operation.batchId ?? null,
      job_id: operation.jobId ?? null,
      job_definition_id: operation.jobDefinitionId ?? null,
    })),
  );
}

/** Writes or clears a note on an operation; false when there is none of the id. */
export async function setOperationAnnotation(
  tx: Tx,
  operationId: string,
  annotation: string | null,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    'UPDATE engine.user_operations SET annotation = $2 WHERE operation_id = $1',
    [operationId, annotation],
  );
  return (rowCount ?? 0) > 0;
}
