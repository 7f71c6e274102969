import type { Engine } from '../../usecases/engine.ts';
import type { Task } from '../../../schemas/camunda/answers/tasks.ts';
import { readFormRefs } from '../../usecases/forms/read-form-refs.ts';
import { attachedTasks } from '../../usecases/user-tasks/attachments.ts';
import { commentedTasks } from '../../usecases/user-tasks/comments.ts';
import { readTaskVariables } from '../../usecases/variables/read-variables.ts';
import { toWireVariables } from '../wire.ts';

/** Rows of tasks with what clients may ask for beside: whether there are comments, and the variables of each. */
export async function withExtras(engine: Engine, rows: Task[], extras: readonly string[]): Promise<Task[]> {
  const result = extras.includes('withCommentAttachmentInfo') ? await withComments(engine, rows) : rows;
  const all = extras.includes('withTaskVariablesInReturn');
  if (!all && !extras.includes('withTaskLocalVariablesInReturn')) return result;
  const extended: Task[] = [];
  for (const row of result) {
    const variables = await readTaskVariables(engine, row.id, !all);
    extended.push({ ...row, variables: toWireVariables(variables, true) });
  }
  return extended;
}

async function withComments(engine: Engine, rows: Task[]): Promise<Task[]> {
  const ids = rows.map(({ id }) => id);
  const [commented, attached] = await Promise.all([commentedTasks(engine, ids), attachedTasks(engine, ids)]);
  return rows.map((row) => ({ ...row, attachment: attached.has(row.id), comment: commented.has(row.id) }));
}

/** Rows of tasks with the forms that `camunda:formRef` names. */
export async function withFormRefs(engine: Engine, rows: Task[]): Promise<Task[]> {
  const tasks = rows
    .filter(({ formKey }) => formKey === null)
    .map(({ id, processDefinitionId, taskDefinitionKey }) => ({
      id,
      definitionId: processDefinitionId,
      activityId: taskDefinitionKey,
    }));
  const refs = await readFormRefs(engine, tasks);
  return rows.map((row) => ({ ...row, camundaFormRef: refs.get(row.id) ?? null }));
}
