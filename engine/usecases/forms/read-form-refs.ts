import type { FormRef } from '../../../schemas/camunda/answers/forms.ts';
import { withConnection } from '../../store/database.ts';
import type { Tx } from '../../store/database.ts';
import { findDefinition } from '../../store/process-definitions.ts';
import type { ProcessForms } from '../../forms/form.ts';
import type { Engine } from '../engine.ts';
import { ExecutionFailed } from '../errors.ts';
import { formRefOf, openTaskForm } from './open-form.ts';
import type { OpenForm } from './open-form.ts';

/** A task as lists show it. */
export interface ListedTask {
  id: string;
  definitionId: string | null;
  activityId: string | null;
}

/** Which of these tasks have a form by `camunda:formRef`, and which form that is. */
export function readFormRefs(engine: Engine, tasks: ListedTask[]): Promise<Map<string, FormRef>> {
  return withConnection(engine.database, async (tx) => {
    const refs = new Map<string, FormRef>();
    for (const { id, definitionId, activityId } of tasks) {
      if (definitionId === null || activityId === null) continue;
      const forms = await formsOf(engine, tx, definitionId);
      if (!forms?.tasks.get(activityId)?.ref) continue;
      const open = await openTaskForm(engine, tx, id);
      const ref = open && refOf(open);
      if (ref) refs.set(id, ref);
    }
    return refs;
  });
}

/** An expression that fails is told to whoever opens the task: the list must not fail with it. */
function refOf(open: OpenForm): FormRef | null {
  try {
    return formRefOf(open);
  } catch (error) {
    if (error instanceof ExecutionFailed) return null;
    throw error;
  }
}

/** Only what was not looked at before is read. */
async function formsOf(engine: Engine, tx: Tx, definitionId: string): Promise<ProcessForms | undefined> {
  const known = engine.forms.known(definitionId);
  if (known) return known;
  const definition = await findDefinition(tx, definitionId);
  return definition && engine.forms.load(tx, definition);
}
