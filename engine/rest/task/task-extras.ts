import type { Engine } from '../../usecases/engine.ts';
import type { Row } from '../../usecases/queries.ts';
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

/** Files are variables here; there are no attachments. */
async function withComments(engine: Engine, rows: Row[]): Promise<Row[]> {
  const commented = await commentedTasks(
    engine,
    rows.map(({ id }) => String(id)),
  );
  return rows.map((row) => ({ ...row, attachment: false, comment: commented.has(String(row['id'])) }));
}
