import type { Form } from '../../../schemas/camunda/answers/forms.ts';
import type { Variables } from '../../executors/port.ts';
import { fieldValues, renderForm } from '../../forms/show-form.ts';
import type { Tx } from '../../store/database.ts';
import { withConnection } from '../../store/database.ts';
import type { Engine } from '../engine.ts';
import { EngineError, invalidRequest, restException } from '../errors.ts';
import { findForm } from './deployed-form.ts';
import type { DeployedForm } from './deployed-form.ts';
import { explainForm, formRefOf, openStartForm, openTaskForm } from './open-form.ts';
import type { OpenForm } from './open-form.ts';
import { taskIsNull } from '../user-tasks/task-errors.ts';

/** Whose form is meant. */
export type FormOwner = { kind: 'task'; id: string } | { kind: 'definition'; id: string };

/** Where a form is; one of fields only is rendered here. @throws EngineError 400 without such a task, 404 without such a definition. */
export function readForm(engine: Engine, owner: FormOwner): Promise<Form> {
  const missing = restException(400, `Cannot get form for task ${owner.id}`);
  return withForm(engine, owner, missing, (open) => {
    const path = `${owner.kind === 'task' ? 'task' : 'process-definition'}/${owner.id}`;
    const rendered = `embedded:engine://engine/:engine/${path}/rendered-form`;
    const ref = open.formKey === null ? formRefOf(open) : null;
    const isRendered = open.form.fields.length > 0 && (owner.kind === 'task' || ref === null);
    return { key: open.formKey ?? (isRendered ? rendered : null), camundaFormRef: ref, contextPath: null };
  });
}

/**
 * What the fields of a form show, and beside them, for a task, every variable it sees.
 *
 * @param names only these. @default all
 * @throws EngineError 400 for a value that does not fit its field.
 */
export function readFormVariables(engine: Engine, owner: FormOwner, names?: string[]): Promise<Variables> {
  const missing = new EngineError(
    400,
    'BadUserRequestException',
    `Cannot find task with id '${owner.id}'.: task is null`,
    { code: 0 },
  );
  return withForm(engine, owner, missing, ({ form, context }) => {
    const isAsked = (name: string) => names?.includes(name) ?? true;
    const fields = form.fields.filter(({ id }) => isAsked(id));
    const beside = Object.entries(context.visible).filter(([name]) => isAsked(name));
    return { ...Object.fromEntries(beside), ...fieldValues(fields, context) };
  });
}

/** A form of fields as XHTML. @throws EngineError 404 when there is none. */
export function readRenderedForm(engine: Engine, owner: FormOwner): Promise<string> {
  return withForm(engine, owner, taskIsNull(owner.id), ({ form, context }) => {
    if (form.fields.length > 0) return renderForm(form.fields, context);
    const of = owner.kind === 'task' ? 'form for task' : 'start form for process definition';
    throw invalidRequest(`No matching rendered ${of} with the id ${owner.id} found.`, 404);
  });
}

/** A form that was deployed as a file. @throws EngineError 400 when none is named, 404 when it is not there. */
export function readDeployedForm(engine: Engine, owner: FormOwner): Promise<DeployedForm> {
  const missing = invalidRequest(`Task with id '${owner.id}' does not exist`);
  return withForm(engine, owner, missing, (open, tx) => findForm(tx, open));
}

function withForm<T>(
  engine: Engine,
  owner: FormOwner,
  missing: EngineError,
  read: (open: OpenForm, tx: Tx) => T | Promise<T>,
): Promise<T> {
  return withConnection(engine.database, async (tx) => {
    const open =
      owner.kind === 'task'
        ? await openTaskForm(engine, tx, owner.id)
        : await openStartForm(engine, tx, owner.id);
    if (!open) throw missing;
    try {
      return await read(open, tx);
    } catch (error) {
      throw explainForm(error);
    }
  });
}
