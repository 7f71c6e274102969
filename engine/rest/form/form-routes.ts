import { Form } from '../../../schemas/camunda/answers/forms.ts';
import { SentVariables } from '../../../schemas/camunda/answers/variables.ts';
import type { z } from 'zod';
import type { FastifyReply } from 'fastify';
import { FormVariablesQuery } from '../../../schemas/camunda/variables.ts';
import type { Engine } from '../../usecases/engine.ts';
import {
  readDeployedForm,
  readForm,
  readFormVariables,
  readRenderedForm,
} from '../../usecases/forms/read-form.ts';
import type { FormOwner } from '../../usecases/forms/read-form.ts';
import { toWireVariables } from '../wire.ts';
import { BYTES } from '../openapi/answers.ts';
import { OneDefinition } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

/** Where the forms of one kind of owner are served, below `path`. */
export interface FormResource {
  path: string;
  /** The last part of the address of a form and of one that was deployed as a file. */
  names: { form: string; deployed: string };
  ownerOf: (params: z.output<typeof OneDefinition>) => Promise<FormOwner>;
}

/** Serves the forms of tasks or of process definitions. */
export function registerFormRoutes(
  app: RestApp,
  engine: Engine,
  { path, names, ownerOf }: FormResource,
): void {
  app.get(
    `${path}/${names.form}`,
    does('Names the form', { params: OneDefinition, response: { 200: Form } }),
    async ({ params }) => readForm(engine, await ownerOf(params)),
  );

  app.get(
    `${path}/form-variables`,
    does('Reads the variables that the form shows', {
      params: OneDefinition,
      querystring: FormVariablesQuery,
      response: { 200: SentVariables },
    }),
    async ({ params, query }) => {
      const { variableNames, deserializeValues } = query;
      const variables = await readFormVariables(engine, await ownerOf(params), variableNames);
      return toWireVariables(variables, deserializeValues);
    },
  );

  app.get(
    `${path}/rendered-form`,
    does('Renders the form fields as XHTML', { params: OneDefinition, response: BYTES }),
    async ({ params }, reply) =>
      sendForm(reply, 'application/xhtml+xml', await readRenderedForm(engine, await ownerOf(params))),
  );

  app.get(
    `${path}/${names.deployed}`,
    does('Reads the form that was deployed as a file', { params: OneDefinition, response: BYTES }),
    async ({ params }, reply) => {
      const { bytes, isJson } = await readDeployedForm(engine, await ownerOf(params));
      return sendForm(reply, isJson ? 'application/json' : 'application/xhtml+xml', bytes);
    },
  );
}

/** Clients fetch forms and put them into their own pages; one that is opened by itself may run nothing. */
function sendForm(reply: FastifyReply, type: string, form: string | Buffer): FastifyReply {
  return reply
    .header('content-type', type)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "sandbox; default-src 'none'")
    .send(typeof form === 'string' ? Buffer.from(form) : form);
}
