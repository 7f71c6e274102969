import { SentVariable, SentVariables } from '../../schemas/camunda/answers/variables.ts';
import {
  DeserializeQuery,
  PatchVariables,
  VariableUpload,
  VariableValue,
} from '../../schemas/camunda/variables.ts';
import type { Engine } from '../usecases/engine.ts';
import { changeVariables } from '../usecases/variables/change-variables.ts';
import { readContent, readVariable, readVariables } from '../usecases/variables/read-variables.ts';
import type { VariableOwner } from '../usecases/variables/read-variables.ts';
import { takeUpload } from './take-upload.ts';
import { sendDownload } from './send-download.ts';
import { toWireVariable, toWireVariables } from './wire.ts';
import { BYTES, NOTHING } from './openapi/answers.ts';
import { ById, OneVariable } from './path-parameters.ts';
import { does } from './rest-app.ts';
import type { RestApp } from './rest-app.ts';

/** Serves the variables of one kind of owner below `path`, which holds `:id`. */
export function registerVariableRoutes(
  app: RestApp,
  engine: Engine,
  path: string,
  ownerOf: (id: string) => VariableOwner,
): void {
  app.get(
    path,
    does('Reads all variables', {
      params: ById,
      querystring: DeserializeQuery,
      response: { 200: SentVariables },
    }),
    async ({ params, query }) => toWireVariables(await readVariables(engine, ownerOf(params.id)), query),
  );

  app.post(
    path,
    does('Sets and removes variables', { params: ById, body: PatchVariables, response: NOTHING }),
    async ({ params, body }, reply) => {
      await changeVariables(engine, ownerOf(params.id), body);
      return reply.status(204).send();
    },
  );

  app.get(
    `${path}/:name`,
    does('Reads a variable', {
      params: OneVariable,
      querystring: DeserializeQuery,
      response: { 200: SentVariable },
    }),
    async ({ params, query }) =>
      toWireVariable(await readVariable(engine, ownerOf(params.id), params.name), query),
  );

  app.put(
    `${path}/:name`,
    does('Sets a variable', { params: OneVariable, body: VariableValue, response: NOTHING }),
    async ({ params, body }, reply) => {
      const modifications = { [params.name]: body };
      await changeVariables(engine, ownerOf(params.id), { modifications });
      return reply.status(204).send();
    },
  );

  app.delete(
    `${path}/:name`,
    does('Removes a variable', { params: OneVariable, response: NOTHING }),
    async ({ params }, reply) => {
      await changeVariables(engine, ownerOf(params.id), { deletions: [params.name] });
      return reply.status(204).send();
    },
  );
  registerContent(app, engine, path, ownerOf);
}

function registerContent(
  app: RestApp,
  engine: Engine,
  path: string,
  ownerOf: (id: string) => VariableOwner,
): void {
  app.get(
    `${path}/:name/data`,
    does('Reads the bytes of a variable', { params: OneVariable, response: BYTES }),
    async ({ params }, reply) => {
      const variable = await readVariable(engine, ownerOf(params.id), params.name);
      return sendDownload(reply, await readContent(engine, params.name, variable));
    },
  );

  app.post(
    `${path}/:name/data`,
    does('Uploads the bytes of a variable', { form: VariableUpload, params: OneVariable, response: NOTHING }),
    async (request, reply) => {
      const { id, name } = request.params;
      const modifications = { [name]: await takeUpload(request) };
      await changeVariables(engine, ownerOf(id), { modifications });
      return reply.status(204).send();
    },
  );
}
