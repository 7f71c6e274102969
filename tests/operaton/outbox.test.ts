import { randomUUID } from 'node:crypto';
import { beforeAll, expect, inject, it } from 'vitest';
import { createEngineClient } from '../../directus-extensions/njia/src/engine/engine-client.ts';
import { deliverOrder } from '../../directus-extensions/njia/src/outbox/deliver-order.ts';
import type { Delivery } from '../../directus-extensions/njia/src/outbox/deliver-order.ts';
import type { OutboxOrder } from '../../schemas/outbox.ts';
import { EngineClient } from '../support/engine-client.ts';
import { processXml, sequence, userTask } from '../support/small-process.ts';

const { engineUrl } = inject('operaton') ?? { engineUrl: '' };
const client = new EngineClient(engineUrl);
const deliver = (order: OutboxOrder): Promise<Delivery> =>
  deliverOrder(createEngineClient(engineUrl), { id: 'o', caseId: 'c', order, attempts: 0 });

beforeAll(async () => {
  const xml = processXml('repeatable', sequence(userTask('look')), 'camunda:historyTimeToLive="30"');
  await client.deploy({ 'repeatable.bpmn': xml });
});

it('a start that is delivered again makes no second instance, running or ended', async () => {
  const order: OutboxOrder = {
    kind: 'start-pathway',
    processKey: 'repeatable',
    businessKey: randomUUID(),
    variables: { officeId: { type: 'String', value: 'o-1' } },
  };
  expect(await deliver(order)).toEqual({ outcome: 'done' });
  expect(await deliver(order)).toEqual({ outcome: 'done' });
  const [task] = await client.get<{ id: string }[]>(
    `/task?processInstanceBusinessKey=${order.businessKey}&taskDefinitionKey=look`,
  );

  const completion: OutboxOrder = { kind: 'complete-task', engineTaskId: task?.id ?? '', variables: {} };
  expect(await deliver(completion)).toEqual({ outcome: 'done' });
  expect(await deliver(completion)).toEqual({ outcome: 'done' });
  expect(await deliver(order)).toEqual({ outcome: 'done' });
  expect(
    await client.get(`/history/process-instance/count?processInstanceBusinessKey=${order.businessKey}`),
  ).toEqual({ count: 1 });
});

it('a completion of a task that never was fails for good', async () => {
  expect(await deliver({ kind: 'complete-task', engineTaskId: randomUUID(), variables: {} })).toMatchObject({
    outcome: 'failed',
  });
});

it('a message that nobody waits for is tried again', async () => {
  expect(
    await deliver({
      kind: 'correlate-message',
      messageName: 'ConsentWithdrawn',
      businessKey: randomUUID(),
      variables: {},
    }),
  ).toMatchObject({ outcome: 'retry', reason: expect.stringMatching(/^400 .*Cannot correlate message/) });
});
