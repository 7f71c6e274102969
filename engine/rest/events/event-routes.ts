import { z } from 'zod';
import {
  EventSubscription,
  MessageCorrelationResult,
  ProcessInstance,
} from '../../../schemas/camunda/answers/process-instances.ts';
import {
  CorrelationMessage,
  EvaluateCondition,
  eventSubscriptionList,
  Signal,
} from '../../../schemas/camunda/events.ts';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import { parseExecutionRef, toExecutionRef } from '../../usecases/execution-ref.ts';
import { correlateMessage } from '../../usecases/events/correlate-message.ts';
import type { MessageResult } from '../../usecases/events/correlate-message.ts';
import { evaluateConditions } from '../../usecases/events/evaluate-conditions.ts';
import { sendSignal } from '../../usecases/events/send-signal.ts';
import { queries } from '../../usecases/queries.ts';
import { registerListRoutes } from '../list-routes.ts';
import { toInstanceDto } from '../process-instance/process-instance-dto.ts';
import { toWireVariables } from '../wire.ts';
import { NOTHING } from '../openapi/answers.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';

interface TenantChoice {
  tenantId?: string | null | undefined;
  withoutTenantId?: boolean | null | undefined;
}

/** Serves messages, signals, conditions and who waits for them. */
export function registerEventRoutes(app: RestApp, engine: Engine): void {
  registerListRoutes(app, engine, {
    path: '/event-subscription',
    what: 'who waits for messages, signals and conditions',
    hasBodyInCamunda: false,
    spec: eventSubscriptionList,
    row: EventSubscription,
    query: queries.eventSubscriptions,
  });

  registerMessage(app, engine);

  app.post(
    '/signal',
    does('Sends a signal to all who wait for it, or to one execution', { body: Signal, response: NOTHING }),
    async ({ body: signal }, reply) => {
      const { name, executionId, variables } = signal;
      if (!name) throw invalidRequest('No signal name given');
      const execution = executionId ? parseExecutionRef(executionId) : undefined;
      await sendSignal(engine, {
        name,
        tenantId: chosenTenant(signal),
        variables: variables ?? undefined,
        target: execution && {
          instanceId: execution.instanceId,
          executionId: execution.scopePath.at(-1) ?? '',
        },
      });
      return reply.status(204).send();
    },
  );

  app.post(
    '/condition',
    does('Starts processes whose conditional start event is met', {
      body: EvaluateCondition,
      response: { 200: z.array(ProcessInstance) },
    }),
    async ({ body: condition }) => {
      const instances = await evaluateConditions(engine, {
        variables: condition.variables ?? undefined,
        businessKey: condition.businessKey ?? null,
        tenantId: chosenTenant(condition),
        definitionId: condition.processDefinitionId ?? undefined,
      });
      return instances.map(toInstanceDto);
    },
  );
}

function registerMessage(app: RestApp, engine: Engine): void {
  app.post(
    '/message',
    does('Correlates a message with what waits for it, or starts a process by it', {
      differs:
        '`processVariablesLocal` and `processVariablesToTriggeredScope` are refused instead of forgotten: a message sets variables of ' +
        'the instance only.',
      body: CorrelationMessage,
      response: { 200: z.array(MessageCorrelationResult), ...NOTHING },
    }),
    async ({ body: message }, reply) => {
      if (!message.messageName) throw invalidRequest('No message name supplied');
      if (message.variablesInResultEnabled && !message.resultEnabled) {
        throw invalidRequest('Cannot set variablesInResultEnabled without resultEnabled');
      }
      const results = await correlateMessage(engine, {
        messageName: message.messageName,
        businessKey: message.businessKey ?? undefined,
        tenantId: chosenTenant(message),
        processInstanceId: message.processInstanceId ?? undefined,
        correlationKeys: message.correlationKeys ?? undefined,
        localCorrelationKeys: message.localCorrelationKeys ?? undefined,
        processVariables: message.processVariables ?? undefined,
        all: message.all ?? false,
        withVariables: message.variablesInResultEnabled ?? false,
      });
      if (!message.resultEnabled) return reply.status(204).send();
      return results.map((result) => resultDto(result, message.variablesInResultEnabled ?? false));
    },
  );
}

/** null: only what belongs to no tenant; undefined: everyone. */
function chosenTenant({ tenantId, withoutTenantId }: TenantChoice): string | null | undefined {
  if (withoutTenantId !== true) return tenantId ?? undefined;
  if (typeof tenantId !== 'string') return null;
  throw invalidRequest("Parameter 'tenantId' cannot be used together with parameter 'withoutTenantId'.");
}

function resultDto(result: MessageResult, withVariables: boolean): MessageCorrelationResult {
  if (result.kind === 'execution') {
    const { instanceId, executionId } = result;
    const execution = {
      id: toExecutionRef(instanceId, executionId),
      processInstanceId: instanceId,
      ended: result.ended,
      tenantId: result.tenantId,
    };
    const variables = result.variables && toWireVariables(result.variables);
    return { resultType: 'Execution', execution, processInstance: null, variables };
  }
  const { instance } = result;
  return {
    resultType: 'ProcessDefinition',
    execution: null,
    processInstance: toInstanceDto(instance),
    variables: withVariables ? toWireVariables(instance.variables) : null,
  };
}
