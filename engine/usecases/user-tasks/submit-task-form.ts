import type { Variables } from '../../executors/port.ts';
import { checkSubmission } from '../../forms/check-submission.ts';
import type { LoadedInstance } from '../../store/instances.ts';
import { visibleVariables } from '../../store/variables.ts';
import type { Engine } from '../engine.ts';
import { restException } from '../errors.ts';
import { explainForm, formContext } from '../forms/open-form.ts';
import { inTransaction } from '../step/work.ts';
import type { Work } from '../step/work.ts';
import { takeVariables } from '../variables/take-variables.ts';
import type { VariableInputs } from '../variables/take-variables.ts';
import { explainEnding, finishTask, takeForEnding, variablesBeside } from './complete-user-task.ts';
import { resolveTask } from './resolve-user-task.ts';
import type { TakenTask } from './take-user-task.ts';

/**
 * Takes the form of a task, checked as its fields say, and completes the task; one that was delegated goes back to its
 * owner instead.
 *
 * @param options.withVariables as for `completeUserTask`.
 * @throws EngineError 500 for a task that is not there (Camunda's choice), 400 naming the field that is wrong.
 */
export function submitTaskForm(
  engine: Engine,
  id: string,
  inputs: VariableInputs | null | undefined,
  options: { withVariables: boolean },
): Promise<Variables> {
  return inTransaction(engine, async (work) => {
    const { taken, loaded } = await takeForEnding(work, id);
    const failed = `Cannot submit task form ${id}:`;
    if (!taken) throw restException(500, `${failed} Cannot find task with id ${id}: task is null`);
    const submitted = await takeVariables(work, taken.rootId ?? id, inputs, `${failed} `);
    try {
      const variables = await checkForm(work, taken, loaded, submitted);
      if (taken.task.delegationState !== 'PENDING') {
        return await finishTask(work, { taken, loaded, variables }, options);
      }
      await resolveTask(work, taken, variables);
      return options.withVariables ? await variablesBeside(work, taken) : {};
    } catch (error) {
      throw explainEnding(explainForm(error, `${failed} `), failed);
    }
  });
}

async function checkForm(
  { engine, tx, now }: Work,
  { task }: TakenTask,
  loaded: LoadedInstance | undefined,
  submitted: Variables,
): Promise<Variables> {
  if (task.instanceId === null || !loaded) return submitted;
  const { definitionId: id, definitionKey: key } = loaded.instance;
  const form = (await engine.forms.load(tx, { id, key })).tasks.get(task.activityId);
  if (!form) return submitted;
  const context = formContext(visibleVariables(loaded.scopes, task.scopePath), now);
  return checkSubmission(form.fields, submitted, context);
}
