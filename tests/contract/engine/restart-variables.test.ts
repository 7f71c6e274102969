import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { externalTask, processXml, sequence } from '../../support/small-process.ts';

const engine = useEngine((client) =>
  client.deploy({ 'p.bpmn': processXml('p', sequence(externalTask('work'))) }),
);

async function endedInstance(): Promise<{ id: string; definition: string }> {
  const { client } = engine;
  const id = await client.start('p', { kept: 1, changed: 'first', removed: true });
  await client.request('PUT', `/process-instance/${id}/variables/changed`, { value: 'last' });
  await client.request('PUT', `/process-instance/${id}/variables/added`, { value: 'late' });
  await client.request('DELETE', `/process-instance/${id}/variables/removed`);
  await client.request('DELETE', `/process-instance/${id}`);
  const { id: definition } = await client.get<{ id: string }>('/process-definition/key/p');
  return { id, definition };
}

const whatItBeganWith = {
  kept: { type: 'Integer', value: 1, valueInfo: {} },
  changed: { type: 'String', value: 'first', valueInfo: {} },
  removed: { type: 'Boolean', value: true, valueInfo: {} },
};
const whatItEndedWith = {
  kept: whatItBeganWith.kept,
  changed: { type: 'String', value: 'last', valueInfo: {} },
  added: { type: 'String', value: 'late', valueInfo: {} },
};

it.each([
  ['began', { initialVariables: true }, whatItBeganWith],
  ['ended', { initialVariables: false }, whatItEndedWith],
  ['ended', {}, whatItEndedWith],
])('starts an instance again with the variables it %s with: %j', async (_word, choice, expected) => {
  // given
  const { client } = engine;
  const { id, definition } = await endedInstance();

  // when
  await client.post(`/process-definition/${definition}/restart`, {
    ...choice,
    processInstanceIds: [id],
    instructions: [{ type: 'startBeforeActivity', activityId: 'work' }],
  });

  // then
  const [again] = await client.get<{ id: string }[]>('/process-instance');
  expect(await client.get(`/process-instance/${again?.id}/variables`)).toEqual(expected);
  await client.request('DELETE', `/process-instance/${again?.id}`);
});
