import type { FastifyInstance } from 'fastify';
import { DeserializeQuery, PatchVariables, VariableValue } from '../../schemas/camunda/variables.ts';
import type { Engine } from '../usecases/engine.ts';
import { changeVariables } from '../usecases/variables/change-variables.ts';
import { readContent, readVariable, readVariables } from '../usecases/variables/read-variables.ts';
import type { VariableOwner } from '../usecases/variables/read-variables.ts';
import { takeUpload } from './take-upload.ts';
import { parseRequest } from './parse-request.ts';
import { sendDownload } from './send-download.ts';
import { toWireVariable, toWireVariables } from './wire.ts';

interface VariablePath {
  Params: { id: string; name: string };
}

/** Serves the variables of one kind of owner below `path`, which holds `:id`. */
export function registerVariableRoutes(
  app: FastifyInstance,
  engine: Engine,
  path: string,
  ownerOf: (id: string) => VariableOwner,
): void {
  app.get<VariablePath>(path, async ({ params, query }) =>
    toWireVariables(await readVariables(engine, ownerOf(params.id)), parseRequest(DeserializeQuery, query)),
  );

  app.post<VariablePath>(path, async ({ params, body }, reply) => {
    await changeVariables(engine, ownerOf(params.id), parseRequest(PatchVariables, body));
    return reply.status(204).send();
  });

  app.get<VariablePath>(`${path}/:name`, async ({ params, query }) =>
    toWireVariable(
      await readVariable(engine, ownerOf(params.id), params.name),
      parseRequest(DeserializeQuery, query),
    ),
  );

  app.put<VariablePath>(`${path}/:name`, async ({ params, body }, reply) => {
    const modifications = { [params.name]: parseRequest(VariableValue, body) };
    await changeVariables(engine, ownerOf(params.id), { modifications });
    return reply.status(204).send();
  });

  app.delete<VariablePath>(`${path}/:name`, async ({ params }, reply) => {
    await changeVariables(engine, ownerOf(params.id), { deletions: [params.name] });
    return reply.status(204).send();
  });

  app.get<VariablePath>(`${path}/:name/data`, async ({ params }, reply) => {
    const variable = await readVariable(engine, ownerOf(params.id), params.name);
    return sendDownload(reply, await readContent(engine, params.name, variable));
  });

  app.post<VariablePath>(`${path}/:name/data`, async (request, reply) => {
    const { id, name } = request.params;
    const modifications = { [name]: await takeUpload(request) };
    await changeVariables(engine, ownerOf(id), { modifications });
    return reply.status(204).send();
  });
}
