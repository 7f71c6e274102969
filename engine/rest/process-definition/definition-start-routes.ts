import type { FastifyRequest } from 'fastify';
import {
  ProcessInstance,
  StartedProcessInstance,
} from '../../../schemas/camunda/answers/process-instances.ts';
import { StartProcessInstance, SubmitStartForm } from '../../../schemas/camunda/process-instances.ts';
import type { Engine } from '../../usecases/engine.ts';
import { startInstance } from '../../usecases/start-instance.ts';
import type { StartedInstance } from '../../usecases/step/create-instance.ts';
import { registerFormRoutes } from '../form/form-routes.ts';
import { linkTo } from '../link-to.ts';
import { OneDefinition } from '../path-parameters.ts';
import { toInstanceDto } from '../process-instance/process-instance-dto.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';
import { toWireVariables } from '../wire.ts';
import { findDefinition } from './find-definition.ts';
import type { DefinitionResource } from './find-definition.ts';

/** Serves starting instances of a definition, and the form for it. */
export function registerDefinitionStarts(
  app: RestApp,
  engine: Engine,
  { path, choose }: DefinitionResource,
): void {
  app.post(
    `${path}/start`,
    does('Starts an instance', {
      params: OneDefinition,
      body: StartProcessInstance,
      response: { 200: StartedProcessInstance },
    }),
    async (request) => {
      const { withVariablesInReturn, ...start } = request.body;
      const started = await startInstance(engine, choose(request.params), start);
      const dto = startedDto(request, started);
      return withVariablesInReturn ? { ...dto, variables: toWireVariables(started.variables) } : dto;
    },
  );

  app.post(
    `${path}/submit-form`,
    does('Starts an instance with what a start form holds', {
      params: OneDefinition,
      body: SubmitStartForm,
      response: { 200: ProcessInstance },
    }),
    async (request) => {
      const form = request.body;
      const started = await startInstance(engine, choose(request.params), { ...form, byForm: true });
      return startedDto(request, started);
    },
  );
  registerFormRoutes(app, engine, {
    path,
    names: { form: 'startForm', deployed: 'deployed-start-form' },
    ownerOf: async (params) => {
      const { id } = await findDefinition(engine, choose(params));
      return { kind: 'definition', id };
    },
  });
}

function startedDto(request: FastifyRequest, started: StartedInstance): ProcessInstance {
  return { ...toInstanceDto(started), links: [linkTo(request, `process-instance/${started.id}`)] };
}
