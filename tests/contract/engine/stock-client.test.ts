import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, File, Variables } from 'camunda-external-task-client-js';
import type { HandlerArgs } from 'camunda-external-task-client-js';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually, useEngine } from '../../support/engine-suite.ts';
import { externalTask, processXml, sequence, userTask } from '../../support/small-process.ts';

/** Operaton refuses processes without it. */
const TTL = 'camunda:historyTimeToLive="30"';
const engine = useEngine((client) =>
  client.deploy({
    'p.bpmn': processXml('p', sequence(externalTask('work'), userTask('look')), TTL),
    'awaiting.bpmn': processXml('awaiting', sequence(externalTask('awaited')), TTL),
    'caught.bpmn': processXml(
      'caught',
      `${sequence(externalTask('risky'))}
       <boundaryEvent id="caught-error" attachedToRef="risky"><errorEventDefinition id="e" errorRef="error-broken" /></boundaryEvent>
       <userTask id="repair" /><endEvent id="end-repair" />
       <sequenceFlow id="f1" sourceRef="caught-error" targetRef="repair" />
       <sequenceFlow id="f2" sourceRef="repair" targetRef="end-repair" />`,
      TTL,
    ),
  }),
);

let running: Client | undefined;
afterEach(() => {
  running?.stop();
  running = undefined;
});

interface Worked<T> {
  /** What the handler gave for the first task it got. */
  result: Promise<T>;
}

/** Lets the stock client work a topic with one handler. */
function work<T>(
  topic: string,
  handler: (args: HandlerArgs) => Promise<T>,
  options: { asyncResponseTimeout?: number } = {},
): Worked<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const client = new Client({
    baseUrl: engine.url,
    workerId: 'stock',
    interval: 50,
    maxTasks: 10,
    maxParallelExecutions: 10,
    lockDuration: 50_000,
    asyncResponseTimeout: 0,
    autoPoll: true,
    ...options,
  });
  running = client;
  client.on('poll:error', reject);
  client.on('handler:error', (...args: unknown[]) => reject(args.at(-1)));
  client.subscribe(topic, async (args) => {
    resolve(await handler(args));
  });
  return { result: promise };
}

it('fetches a task and completes it', async () => {
  const id = await engine.client.start('p', { caseId: 'c-1' }, 'c-1');
  const { result } = work('work', async ({ task, taskService }) => {
    await taskService.complete(task);
    return {
      instance: task.processInstanceId,
      businessKey: task.businessKey,
      caseId: task.variables.get('caseId'),
    };
  });
  expect(await result).toEqual({ instance: id, businessKey: 'c-1', caseId: 'c-1' });
  expect(await engine.client.get(`/task?processInstanceId=${id}`)).toHaveLength(1);
});

it('gets a task while it waits for one', async () => {
  // A topic of its own: a stopped client still takes what its last, waiting request brings.
  const { result } = work(
    'awaited',
    async ({ task, taskService }) => {
      await taskService.complete(task);
      return task.processInstanceId;
    },
    { asyncResponseTimeout: 30_000 },
  );
  const id = await engine.client.start('awaiting');
  expect(await result).toBe(id);
});

it('sends and reads variables of every type', async () => {
  const when = new Date('2026-03-04T05:06:07.089Z');
  const id = await engine.client.start('p');
  const { result } = work('work', async ({ task, taskService }) => {
    const out = new Variables({});
    out.setAll({ text: 'abc', whole: 5, big: 5_000_000_000, part: 1.5, yes: true, nothing: null });
    out.set('when', when);
    out.set('list', ['a', { b: 1 }]);
    const local = new Variables({});
    local.set('mine', 'local');
    await taskService.complete(task, out, local);
    return task.id;
  });
  await result;
  // Without the parameter Operaton answers what its class for JSON looks like inside.
  expect(await engine.client.get(`/process-instance/${id}/variables?deserializeValues=false`)).toEqual({
    text: { type: 'String', value: 'abc', valueInfo: {} },
    whole: { type: 'Integer', value: 5, valueInfo: {} },
    big: { type: 'Long', value: 5_000_000_000, valueInfo: {} },
    part: { type: 'Double', value: 1.5, valueInfo: {} },
    yes: { type: 'Boolean', value: true, valueInfo: {} },
    nothing: { type: 'Null', value: null, valueInfo: {} },
    when: { type: 'Date', value: '2026-03-04T05:06:07.089+0000', valueInfo: {} },
    list: { type: 'Json', value: '["a",{"b":1}]', valueInfo: {} },
  });
});

it('reads variables of every type', async () => {
  await engine.client.post('/process-definition/key/p/start', {
    variables: {
      when: { type: 'Date', value: '2026-03-04T05:06:07.089+0000' },
      list: { type: 'json', value: '["a",{"b":1}]' },
      whole: { type: 'integer', value: '7' },
    },
  });
  const { result } = work('work', async ({ task, taskService }) => {
    await taskService.complete(task);
    return task.variables.getAll();
  });
  expect(await result).toEqual({
    when: new Date('2026-03-04T05:06:07.089Z'),
    list: ['a', { b: 1 }],
    whole: 7,
  });
});

it('sends a file and loads one', async () => {
  const id = await engine.client.start('p');
  const letter = join(import.meta.dirname, '../../fixtures/engine/letter.txt');
  const bytes = await readFile(letter);
  const sending = work('work', async ({ task, taskService }) => {
    const file = new File({ localPath: letter, mimetype: 'text/plain', encoding: 'UTF-8' });
    await file.load();
    const out = new Variables({});
    out.set('letter', file);
    await taskService.complete(task, out);
    return task.id;
  });
  await sending.result;
  running?.stop();
  // The client sends the type as `mimetype`, which Operaton does not read.
  expect(await engine.client.get(`/process-instance/${id}/variables/letter`)).toMatchObject({
    type: 'File',
    value: null,
    valueInfo: { filename: 'letter.txt', encoding: 'UTF-8' },
  });

  await engine.client.post('/process-definition/key/p/start', {
    variables: {
      scan: {
        type: 'File',
        value: bytes.toString('base64'),
        valueInfo: { filename: 'scan.bin', mimetype: 'application/pdf' },
      },
    },
  });
  const loading = work('work', async ({ task, taskService }) => {
    const file = task.variables.get('scan') as File;
    await file.load();
    await taskService.complete(task);
    return { filename: file.filename, content: Buffer.from(file.content).toString() };
  });
  expect(await loading.result).toEqual({ filename: 'scan.bin', content: 'héllo' });
});

describe('a failing handler', () => {
  it('that names no retries opens an incident', async () => {
    const id = await engine.client.start('p');
    await work('work', async ({ task, taskService }) => {
      await taskService.handleFailure(task, { errorMessage: 'broken' });
    }).result;
    expect(await engine.client.get(`/incident?processInstanceId=${id}`)).toMatchObject([
      { incidentMessage: 'broken' },
    ]);
  });

  it('that names retries gets the task again', async () => {
    const id = await engine.client.start('p');
    const seen: (number | undefined)[] = [];
    work('work', async ({ task, taskService }) => {
      if (task.processInstanceId !== id) return;
      seen.push(task.retries ?? undefined);
      if (seen.length === 1)
        await taskService.handleFailure(task, { errorMessage: 'm', retries: 1, retryTimeout: 0 });
      else await taskService.complete(task);
    });
    await eventually(() => Promise.resolve(seen.length === 2));
    expect(seen).toEqual([undefined, 1]);
  });

  it('may throw a BPMN error that the model catches', async () => {
    const id = await engine.client.start('caught');
    await work('risky', async ({ task, taskService }) => {
      const out = new Variables({});
      out.set('why', 'because');
      await taskService.handleBpmnError(task, 'BROKEN', 'message', out);
    }).result;
    expect(await engine.client.get(`/task?processInstanceId=${id}`)).toMatchObject([
      { taskDefinitionKey: 'repair' },
    ]);
  });
});

it('locks, extends and unlocks a task', async () => {
  const id = await engine.client.start('p');
  const before = Date.now();
  const { result } = work('work', async ({ task, taskService }) => {
    await taskService.extendLock(task, 600_000);
    await taskService.lock(task, 900_000);
    return task.id;
  });
  const taskId = await result;
  running?.stop();
  const locked = await engine.client.get<{ lockExpirationTime: string }>(`/external-task/${taskId}`);
  expect(new Date(locked.lockExpirationTime).getTime()).toBeGreaterThanOrEqual(before + 900_000);

  await engine.client.request('POST', `/external-task/${taskId}/unlock`);
  const again = work('work', async ({ task, taskService }) => {
    await taskService.complete(task);
    return task.processInstanceId;
  });
  expect(await again.result).toBe(id);
});
