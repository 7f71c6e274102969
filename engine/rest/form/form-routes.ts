import type { FastifyInstance, FastifyReply } from 'fastify';
import { FormVariablesQuery } from '../../../schemas/camunda/variables.ts';
import type { Engine } from '../../usecases/engine.ts';
import {
  readDeployedForm,
  readForm,
  readFormVariables,
  readRenderedForm,
} from '../../usecases/forms/read-form.ts';
import type { FormOwner } from '../../usecases/forms/read-form.ts';
import { parseRequest } from '../parse-request.ts';
import { toWireVariables } from '../wire.ts';

interface FormPath {
  id: string;
  tenantId?: string;
}

/** Where the forms of one kind of owner are served, below `path`. */
export interface FormResource {
  path: string;
  /** The last part of the address of a form and of one that was deployed as a file. */
  names: { form: string; deployed: string };
  ownerOf: (params: FormPath) => Promise<FormOwner>;
}

/** Serves the forms of tasks or of process definitions. */
export function registerFormRoutes(
  app: FastifyInstance,
  engine: Engine,
  { path, names, ownerOf }: FormResource,
): void {
  app.get<{ Params: FormPath }>(`${path}/${names.form}`, async ({ params }) =>
    readForm(engine, await ownerOf(params)),
  );

  app.get<{ Params: FormPath }>(`${path}/form-variables`, async ({ params, query }) => {
    const { variableNames, deserializeValues } = parseRequest(FormVariablesQuery, query);
    const variables = await readFormVariables(engine, await ownerOf(params), variableNames);
    return toWireVariables(variables, deserializeValues);
  });

  app.get<{ Params: FormPath }>(`${path}/rendered-form`, async ({ params }, reply) =>
    sendForm(reply, 'application/xhtml+xml', await readRenderedForm(engine, await ownerOf(params))),
  );

  app.get<{ Params: FormPath }>(`${path}/${names.deployed}`, async ({ params }, reply) => {
    const { bytes, isJson } = await readDeployedForm(engine, await ownerOf(params));
    return sendForm(reply, isJson ? 'application/json' : 'application/xhtml+xml', bytes);
  });
}

/** Clients fetch forms and put them into their own pages; one that is opened by itself may run nothing. */
function sendForm(reply: FastifyReply, type: string, form: string | Buffer): FastifyReply {
  return reply
    .header('content-type', type)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "sandbox; default-src 'none'")
    .send(typeof form === 'string' ? Buffer.from(form) : form);
}
