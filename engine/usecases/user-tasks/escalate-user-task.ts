import type { Engine } from '../engine.ts';
import { invalidRequest } from '../errors.ts';
import { advanceInstance } from '../step/settle.ts';
import { inTransaction } from '../step/work.ts';
import { takeVariables } from '../variables/take-variables.ts';
import type { VariableInputs } from '../variables/take-variables.ts';
import { takeUserTask } from './take-user-task.ts';
import { taskNotFound } from './task-errors.ts';

/**
 * Reports an escalation from a user task; the task stays open unless what catches it interrupts. As in Camunda one that
 * nobody catches sets its variables and does nothing else.
 *
 * @throws EngineError 404 for a task that is not there, 400 without a code or with bad variables.
 */
export function escalateUserTask(
  engine: Engine,
  id: string,
  report: { escalationCode?: string | null | undefined; variables?: VariableInputs | null | undefined },
): Promise<void> {
  return inTransaction(engine, async (work) => {
    if (!report.escalationCode) throw invalidRequest('The escalation code must not be empty or null.');
    const taken = await takeUserTask(work, id);
    if (!taken) throw taskNotFound(id);
    const { task, rootId } = taken;
    const variables = await takeVariables(work, rootId, report.variables);
    const { executionId } = task;
    await advanceInstance(work, task.instanceId, {
      kind: 'escalate',
      executionId,
      code: report.escalationCode,
      variables,
    });
  });
}
