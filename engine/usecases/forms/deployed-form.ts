import type { FormRef } from '../../../schemas/camunda/answers/forms.ts';
import type { Tx } from '../../store/database.ts';
import { findResource, formFiles } from '../../store/deployments.ts';
import type { ResourceRow } from '../../store/deployments.ts';
import { invalidRequest } from '../errors.ts';
import { formRefOf } from './open-form.ts';
import type { OpenForm } from './open-form.ts';

/** A form that was deployed as a file. */
export interface DeployedForm {
  bytes: Buffer;
  /** JSON of a forms modeller, else XHTML. */
  isJson: boolean;
}

/** What may stand before `deployment:` in a form key. */
const FORM_KEY = /^(?:embedded:|camunda-forms:)?deployment:(.*)$/s;

/** The file a form key or `camunda:formRef` names. @throws EngineError 400 when none is named, 404 when it is not there. */
export async function findForm(tx: Tx, open: OpenForm): Promise<DeployedForm> {
  const { formKey, deployed } = open;
  if (formKey !== null) {
    const [, name] = FORM_KEY.exec(formKey) ?? [];
    if (name === undefined || !deployed) {
      throw invalidRequest(`The form key '${formKey}' does not reference a deployed form.`);
    }
    const file = await findResource(tx, deployed.deploymentId, { name });
    if (file) return { bytes: file.bytes, isJson: name.endsWith('.form') };
    throw invalidRequest(
      `The form with the resource name '${name}' cannot be found in deployment with id ${deployed.deploymentId}`,
      404,
    );
  }
  const ref = formRefOf(open);
  if (!ref || !deployed) {
    throw invalidRequest(
      "One of the attributes 'formKey' and 'camunda:formRef' must be supplied but none were set.",
    );
  }
  const file = choose(await formFiles(tx, deployed.tenantId), ref, deployed.deploymentId);
  if (file) return { bytes: file.bytes, isJson: true };
  throw invalidRequest(
    `No Camunda Form Definition was found for Camunda Form Ref: ${ref.key} (${ref.binding}${ref.version === null ? '' : ` ${ref.version}`})`,
    404,
  );
}

/** A form goes by the id in its file; each deployment of that id makes a version. */
function choose(
  files: readonly ResourceRow[],
  { key, binding, version }: FormRef,
  deploymentId: string,
): ResourceRow | undefined {
  const versions = files.filter((file) => formIdOf(file) === key);
  switch (binding) {
    case 'latest':
      return versions.at(-1);
    case 'deployment':
      return versions.find((file) => file.deploymentId === deploymentId);
    case 'version':
      return version === null ? undefined : versions[version - 1];
  }
}

function formIdOf({ bytes }: ResourceRow): unknown {
  try {
    return (JSON.parse(bytes.toString('utf8')) as { id?: unknown } | null)?.id;
  } catch {
    return undefined;
  }
}
