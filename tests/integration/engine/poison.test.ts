import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LockedTask } from '../../support/engine-client.ts';
import { startEngine } from '../../support/engine-server.ts';
import { eventually, useEngine } from '../../support/engine-suite.ts';
import { externalTask, processXml, sequence, userTask, waitFor } from '../../support/small-process.ts';

/** Goes on only when a variable is set that nobody sets: the step that leaves `element` always fails. */
const failingAfter = (key: string, element: { id: string; xml: string }) =>
  processXml(
    key,
    `<startEvent id="start" />${element.xml}<exclusiveGateway id="gate" default="no" /><endEvent id="yes-end" /><endEvent id="no-end" />
     <sequenceFlow id="f1" sourceRef="start" targetRef="${element.id}" /><sequenceFlow id="f2" sourceRef="${element.id}" targetRef="gate" />
     <sequenceFlow id="yes" sourceRef="gate" targetRef="yes-end"><conditionExpression xsi:type="tFormalExpression">\${amount &gt; 100}</conditionExpression></sequenceFlow>
     <sequenceFlow id="no" sourceRef="gate" targetRef="no-end" />`,
  );

let now = new Date('2026-03-02T08:00:00.000Z');
const later = (ms: number) => {
  now = new Date(now.getTime() + ms);
};
const engine = useEngine(
  (client) =>
    client.deploy({
      'work.bpmn': processXml('work-only', sequence(externalTask('work'))),
      'failing-work.bpmn': failingAfter('failing-work', externalTask('work')),
      'pause.bpmn': processXml('pause-only', sequence(waitFor('pause', 'PT1H'))),
      'failing-pause.bpmn': failingAfter('failing-pause', waitFor('pause', 'PT1H')),
      'look.bpmn': processXml('look-only', sequence(userTask('look'))),
    }),
  { executor: 'token-core', clock: () => now },
);
let sql: pg.Client;
beforeAll(async () => {
  sql = new pg.Client({ connectionString: engine.databaseUrl });
  await sql.connect();
});
afterAll(() => sql.end());

interface Incident {
  incidentType: string;
  configuration: string;
  incidentMessage: string;
}
const incidentsOf = (id: string) => engine.client.get<Incident[]>(`/incident?processInstanceId=${id}`);
const report = (task: LockedTask, how: string, body: object = {}) =>
  engine.client.request('POST', `/external-task/${task.id}/${how}`, { workerId: 'w', ...body });
const stateOf = async (id: string) =>
  (await engine.client.get<{ state: string }>(`/history/process-instance/${id}`)).state;

it('tries a task whose worker always fails after longer and longer pauses, then asks an operator; other tasks go on', async () => {
  const poisoned = await engine.client.start('work-only');
  const others: string[] = [];
  for (const [retries, retryTimeout] of [
    [2, 1_000],
    [1, 4_000],
    [0, 16_000],
  ] as const) {
    others.push(await engine.client.start('work-only'));
    for (const task of await engine.client.fetchAndLock('work', 'w')) {
      if (task.processInstanceId !== poisoned) await report(task, 'complete');
      else await report(task, 'failure', { errorMessage: 'no answer', retries, retryTimeout });
    }
    later(retryTimeout - 1);
    expect(await engine.client.fetchAndLock('work', 'w')).toEqual([]);
    later(1);
  }
  for (const id of others) expect(await stateOf(id)).toBe('COMPLETED');
  expect(await engine.client.fetchAndLock('work', 'w')).toEqual([]);
  expect(await incidentsOf(poisoned)).toMatchObject([
    { incidentType: 'failedExternalTask', incidentMessage: 'no answer' },
  ]);
});

it('hands out a task whose completion always fails three times, then asks an operator; other tasks go on', async () => {
  // given
  const { client } = engine;
  const poisoned = await client.start('failing-work');
  const others: string[] = [];

  // when
  let taskId = '';
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    expect(await incidentsOf(poisoned)).toEqual([]);
    others.push(await client.start('work-only'));
    const tasks = await client.fetchAndLock('work', 'w');
    expect(tasks).toHaveLength(2);
    for (const task of tasks) {
      const { status } = await report(task, 'complete');
      expect(status).toBe(task.processInstanceId === poisoned ? 500 : 204);
      if (task.processInstanceId === poisoned) taskId = task.id;
    }
    later(60_000);
  }

  // then
  for (const id of others) expect(await stateOf(id)).toBe('COMPLETED');
  expect(await client.fetchAndLock('work', 'w')).toEqual([]);
  const [incident] = await incidentsOf(poisoned);
  expect(incident).toMatchObject({ incidentType: 'failedExternalTask', configuration: taskId });
  expect(incident?.incidentMessage).toContain('amount');

  // when
  await client.request('PUT', `/process-instance/${poisoned}/variables/amount`, { value: 200 });
  await client.request('PUT', `/external-task/${taskId}/retries`, { retries: 1 });
  const [again] = await client.fetchAndLock('work', 'w');
  expect((await report(again as LockedTask, 'complete')).status).toBe(204);

  // then
  expect(await client.get(`/history/incident?processInstanceId=${poisoned}`)).toMatchObject([
    { resolved: true },
  ]);
});

it('tries a timer whose step always fails three times, then asks an operator; other timers fire', async () => {
  // given
  const poisoned = [await engine.client.start('failing-pause'), await engine.client.start('failing-pause')];
  const others = await Promise.all(Array.from({ length: 20 }, () => engine.client.start('pause-only')));

  // when
  later(3_600_000);

  // then
  for (const id of others) await eventually(async () => (await stateOf(id)) === 'COMPLETED');
  for (const id of poisoned) {
    const [incident] = await eventually(async () => {
      const incidents = await incidentsOf(id);
      return incidents.length > 0 && incidents;
    });
    expect(incident?.incidentType).toBe('failedJob');
    expect(incident?.incidentMessage).toContain('amount');
    expect(await engine.client.get(`/job?processInstanceId=${id}`)).toMatchObject([{ retries: 0 }]);
  }
  later(3_600_000);
  const late = await engine.client.start('pause-only');
  later(3_600_000);
  await eventually(async () => (await stateOf(late)) === 'COMPLETED');
});

it('opens one incident for an instance whose state is damaged, and lets it be removed', async () => {
  // given
  const { client } = engine;
  const id = await client.start('look-only');
  const [task] = await client.get<{ id: string }[]>(`/task?processInstanceId=${id}`);
  await sql.query(`UPDATE engine.instances SET state = '\\x00' WHERE id = $1`, [id]);

  // when
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const { status, body } = await client.request('POST', `/task/${task?.id}/complete`, {});
    expect(status).toBe(500);
    expect((body as { message: string }).message).toContain(`The state of instance ${id} is damaged`);
  }

  // then
  const incidents = await incidentsOf(id);
  expect(incidents).toMatchObject([{ incidentType: 'unreadableState', configuration: id }]);
  expect(incidents[0]?.incidentMessage).toContain('is damaged');
  expect((await client.request('DELETE', `/process-instance/${id}`)).status).toBe(204);
});

it('names, when it starts, instances another version has saved, and resolves that when they can be read again', async () => {
  // given
  const { client } = engine;
  const id = await client.start('look-only');
  const [saved] = (
    await sql.query<{ f: string }>(`SELECT state_format AS f FROM engine.instances WHERE id = $1`, [id])
  ).rows;
  const restart = async () => {
    const other = await startEngine({ databaseUrl: engine.databaseUrl, clock: () => now });
    await other.stop();
  };

  // when
  await sql.query(`UPDATE engine.instances SET state_format = 'token-core/0' WHERE id = $1`, [id]);
  await restart();
  await restart();

  // then
  const [incident, ...more] = await incidentsOf(id);
  expect(more).toEqual([]);
  expect(incident?.incidentType).toBe('unreadableState');
  expect(incident?.incidentMessage).toContain(
    `Instance ${id} was saved as 'token-core/0', this engine reads '`,
  );

  // when
  await sql.query(`UPDATE engine.instances SET state_format = $2 WHERE id = $1`, [id, saved?.f]);
  await restart();

  // then
  expect(await incidentsOf(id)).toEqual([]);
  expect(await client.get(`/history/incident?processInstanceId=${id}`)).toMatchObject([{ resolved: true }]);
});
