import type { Variables } from '../../executors/port.ts';
import { checkSubmission } from '../../forms/check-submission.ts';
import { visibleVariables } from '../../store/variables.ts';
import type { Engine } from '../engine.ts';
import { explainForm, formContext } from '../forms/open-form.ts';
import type { Work } from '../step/work.ts';
import type { VariableInputs } from '../variables/take-variables.ts';
import { endingTask, finishTask, variablesBeside } from './complete-user-task.ts';
import type { EndingTask } from './complete-user-task.ts';
import { resolveTask } from './resolve-user-task.ts';

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
  const refusal = `Cannot submit task form ${id}:`;
  return endingTask(engine, { id, inputs, refusal }, async (work, ending) => {
    const { taken } = ending;
    try {
      const variables = await checkForm(work, ending);
      if (taken.task.delegationState !== 'PENDING') {
        return await finishTask(work, { ...ending, variables }, options);
      }
      await resolveTask(work, taken, variables);
      return options.withVariables ? await variablesBeside(work, taken) : {};
    } catch (error) {
      throw explainForm(error, `${refusal} `);
    }
  });
}

async function checkForm(
  { engine, tx, now }: Work,
  { taken: { task }, loaded, variables: submitted }: EndingTask,
): Promise<Variables> {
  if (task.instanceId === null || !loaded) return submitted;
  const { definitionId: id, definitionKey: key } = loaded.instance;
  const form = (await engine.forms.load(tx, { id, key })).tasks.get(task.activityId);
  if (!form) return submitted;
  const context = formContext(visibleVariables(loaded.scopes, task.scopePath), now);
  return checkSubmission(form.fields, submitted, context);
}
