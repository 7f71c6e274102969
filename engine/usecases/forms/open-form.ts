import type { FormRef } from '../../../schemas/camunda/answers/forms.ts';
import type { Variables } from '../../executors/port.ts';
import { toExpressionValue } from '../../executors/typed-values.ts';
import { ExpressionError } from '../../expressions/expression-error.ts';
import type { CompiledExpression } from '../../expressions/expression.ts';
import { RefusedField } from '../../forms/check-submission.ts';
import type { FormContext } from '../../forms/check-submission.ts';
import { toText } from '../../expressions/coercion.ts';
import { NO_FORM } from '../../forms/form.ts';
import type { Form } from '../../forms/form.ts';
import type { Tx } from '../../store/database.ts';
import { findInstanceFacts } from '../../store/load-instances.ts';
import { findDefinition } from '../../store/process-definitions.ts';
import { taskVariables } from '../../store/standalone-tasks.ts';
import { findUserTask } from '../../store/user-tasks.ts';
import { loadScopes, visibleVariables } from '../../store/variables.ts';
import type { Engine } from '../engine.ts';
import { EngineError, ExecutionFailed, invalidRequest } from '../errors.ts';

/** A form with what it is shown with. */
export interface OpenForm {
  form: Form;
  /** With its expressions evaluated; of a start event the text of the model, as in Camunda. */
  formKey: string | null;
  context: FormContext;
  /** Where its files are; null: it belongs to no process. */
  deployed: { deploymentId: string; tenantId: string | null } | null;
}

/** What expressions of a form see. A failing one fails as one of the process does. */
export function formContext(visible: Variables, now: Date): FormContext {
  const lookup = (name: string) => {
    const variable = visible[name];
    return variable && { value: toExpressionValue(variable) };
  };
  const evaluate = (expression: CompiledExpression): unknown => {
    try {
      return expression.evaluate({ now, lookup });
    } catch (error) {
      throw error instanceof ExpressionError ? new ExecutionFailed(error) : error;
    }
  };
  return { visible, evaluate };
}

/** The form of an open task; undefined when there is no such task. */
export async function openTaskForm(engine: Engine, tx: Tx, taskId: string): Promise<OpenForm | undefined> {
  const task = await findUserTask(tx, taskId);
  if (!task) return undefined;
  const now = engine.clock();
  if (task.instanceId === null) {
    const context = formContext(await taskVariables(tx, taskId), now);
    return { form: NO_FORM, formKey: null, context, deployed: null };
  }
  const instance = await findInstanceFacts(tx, task.instanceId);
  if (!instance) return undefined;
  const { definitionId: id, definitionKey: key } = instance;
  const forms = await engine.forms.load(tx, { id, key });
  const scopes = await loadScopes(tx, task.instanceId);
  return {
    form: forms.tasks.get(task.activityId) ?? NO_FORM,
    formKey: task.formKey,
    context: formContext(visibleVariables(scopes, task.scopePath), now),
    deployed: instance,
  };
}

/** The form that starts a process. @throws EngineError 404 when there is no such definition. */
export async function openStartForm(engine: Engine, tx: Tx, definitionId: string): Promise<OpenForm> {
  const definition = await findDefinition(tx, definitionId);
  if (!definition) throw invalidRequest(`No matching definition with id ${definitionId}`, 404);
  const { start: form } = await engine.forms.load(tx, definition);
  return { form, formKey: form.formKey, context: formContext({}, engine.clock()), deployed: definition };
}

/** The form a `camunda:formRef` means; null when there is none. */
export function formRefOf({ form: { ref }, context }: OpenForm): FormRef | null {
  if (!ref) return null;
  const version = ref.version && Number(toText(context.evaluate(ref.version)));
  return {
    key: toText(context.evaluate(ref.key)),
    binding: ref.binding,
    version: ref.binding === 'version' && Number.isInteger(version) ? version : null,
  };
}

/** A refused field as clients are told: 400, where Camunda itself answers 500 for what a constraint says. */
export function explainForm(error: unknown, what = ''): unknown {
  if (!(error instanceof RefusedField)) return error;
  return new EngineError(400, 'RestException', `${what}${error.message}`, { code: 0, cause: error });
}
