import type { Engine } from '../../usecases/engine.ts';
import type { Row } from '../../usecases/queries.ts';
import { readFormRefs } from '../../usecases/forms/read-form-refs.ts';
import { attachedTasks } from '../../usecases/user-tasks/attachments.ts';
import { commentedTasks } from '../../usecases/user-tasks/comments.ts';
import { readTaskVariables } from '../../usecases/variables/read-variables.ts';
import { toWireVariables } from '../wire.ts';

/** Rows of tasks with what clients may ask for beside: whether there are comments, and the variables of each. */
export async function withExtras(engine: Engine, rows: Row[], extras: readonly string[]): Promise<Row[]> {
  const result = extras.includes('withCommentAttachmentInfo') ? await withComments(engine, rows) : rows;
  const all = extras.includes('withTaskVariablesInReturn');
  if (!all && !extras.includes('withTaskLocalVariablesInReturn')) return result;
  const extended: Row[] = [];
  for (const row of result) {
    const variables = await readTaskVariables(engine, String(row['id']), !all);
    extended.push({ ...row, variables: toWireVariables(variables, true) });
  }
  return extended;
}

async function withComments(engine: Engine, rows: Row[]): Promise<Row[]> {
  const ids = rows.map(({ id }) => String(id));
  const [commented, attached] = await Promise.all([commentedTasks(engine, ids), attachedTasks(engine, ids)]);
  return rows.map((row) => {
    const id = String(row['id']);
    return { ...row, attachment: attached.has(id), comment: commented.has(id) };
  });
}

/** Rows of tasks with the forms that `camunda:formRef` names. */
export async function withFormRefs(engine: Engine, rows: Row[]): Promise<Row[]> {
  const tasks = rows
    .filter(({ formKey }) => formKey === null)
    .map(({ id, processDefinitionId, taskDefinitionKey }) => ({
      id: String(id),
      definitionId: processDefinitionId as string | null,
      activityId: taskDefinitionKey as string | null,
    }));
  const refs = await readFormRefs(engine, tasks);
  return rows.map((row) => ({ ...row, camundaFormRef: refs.get(String(row['id'])) ?? null }));
}
