import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { externalTask, processXml, sequence } from '../../support/small-process.ts';

const engine = useEngine((client) =>
  client.deploy({ 'p.bpmn': processXml('p', sequence(externalTask('work'), externalTask('check'))) }),
);

it('counts what happened at each activity, as much as was asked for', async () => {
  // given one instance that ended, one that was deleted and one with an incident
  const { client } = engine;
  const [done, deleted, stuck] = [await client.start('p'), await client.start('p'), await client.start('p')];
  const tasks = await client.fetchAndLock('work');
  const taskOf = (id: string | undefined) => tasks.find((task) => task.processInstanceId === id)?.id;
  await client.post(`/external-task/${taskOf(done)}/complete`, { workerId: 'worker' });
  const [check] = await client.fetchAndLock('check');
  await client.post(`/external-task/${check?.id}/complete`, { workerId: 'worker' });
  await client.request('DELETE', `/process-instance/${deleted}`);
  await client.post(`/external-task/${taskOf(stuck)}/failure`, { workerId: 'worker', retries: 0 });
  const { id } = await client.get<{ id: string }>('/process-definition/key/p');
  const path = `/history/process-definition/${id}/statistics`;

  // when
  const running = await client.get(path);
  const all = await client.get(`${path}?canceled=true&finished=true&completeScope=true&incidents=true`);
  const one = await client.get(
    `${path}?finished=true&processInstanceIdIn=${done}&sortBy=activityId&sortOrder=desc`,
  );

  // then
  expect(running).toMatchObject([{ id: 'work', instances: 1, finished: 0, openIncidents: 0 }]);
  expect(all).toMatchObject([
    { id: 'check', instances: 0, finished: 1, canceled: 0 },
    { id: 'end', finished: 1, completeScope: 1 },
    { id: 'start', finished: 3, completeScope: 0 },
    { id: 'work', instances: 1, finished: 2, canceled: 1, openIncidents: 1, resolvedIncidents: 0 },
  ]);
  expect(one).toMatchObject([{ id: 'work' }, { id: 'start' }, { id: 'end' }, { id: 'check' }]);
  expect((await client.request('GET', `${path}?finished=maybe`)).status).toBe(400);
  expect((await client.request('GET', `${path}?startedAfter=yesterday`)).status).toBe(400);
});
