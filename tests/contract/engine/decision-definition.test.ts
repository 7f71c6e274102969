import { expect, it } from 'vitest';
import { dmnXml } from '../../support/dmn-table.ts';
import { useEngine } from '../../support/engine-suite.ts';

const table = (id: string, requires: string[] = []) => ({
  id,
  hitPolicy: 'FIRST',
  inputs: [['a', 'string']] as [string, string][],
  outputs: ['b'],
  rules: [['r', '-', '"x"']],
  requires,
});
const inNamespace = (xml: string, namespace: string) =>
  xml.replace(/ namespace="[^"]*"/, ` namespace="${namespace}"`);
const svg = (text: string) => `<svg xmlns="http://www.w3.org/2000/svg"><text>${text}</text></svg>`;

const engine = useEngine((client) =>
  client.deploy({
    'both.dmn': inNamespace(dmnXml(table('one'), table('other', ['one'])), 'urn:both'),
    'both.svg': svg('the file'),
    'both.one.svg': svg('one'),
    'single.dmn11.xml': inNamespace(dmnXml(table('single')), 'urn:a-single'),
  }),
);

const requirements = async () => {
  const [row] = await engine.client.get<{ id: string }[]>('/decision-requirements-definition');
  return row?.id ?? '';
};

it('names the namespace of the file as the category, and sorts by it', async () => {
  const { client } = engine;
  const listed = async (path: string, order: string) =>
    (await client.get<{ key: string; category: string }[]>(`${path}?sortBy=category&sortOrder=${order}`)).map(
      ({ key, category }) => `${key} ${category}`,
    );
  expect((await listed('/decision-definition', 'asc'))[0]).toBe('single urn:a-single');
  expect((await listed('/decision-definition', 'desc'))[2]).toBe('single urn:a-single');
  expect(await client.get('/decision-definition/key/other')).toMatchObject({ category: 'urn:both' });
  expect(await client.get(`/decision-requirements-definition/${await requirements()}`)).toMatchObject({
    category: 'urn:both',
  });
});

it('shows the picture that was deployed beside the file, of the decision or of the file', async () => {
  const { client } = engine;
  const picture = async (path: string) => {
    const { status, headers, body } = await client.request('GET', `${path}/diagram`);
    return { status, type: headers.get('content-type'), body };
  };
  const type = expect.stringContaining('image/svg+xml');
  expect(await picture('/decision-definition/key/one')).toEqual({ status: 200, type, body: svg('one') });
  expect(await picture('/decision-definition/key/other')).toEqual({
    status: 200,
    type,
    body: svg('the file'),
  });
  expect(await picture(`/decision-requirements-definition/${await requirements()}`)).toEqual({
    status: 200,
    type,
    body: svg('the file'),
  });
  expect(await picture('/decision-definition/key/single')).toMatchObject({ status: 204, body: null });
  expect(await picture('/decision-definition/none')).toMatchObject({ status: 404 });
});

it('takes how long evaluations are kept', async () => {
  const { client } = engine;
  const ttl = async (key: string) =>
    (await client.get<{ historyTimeToLive: number | null }>(`/decision-definition/key/${key}`))
      .historyTimeToLive;
  const set = async (key: string, historyTimeToLive: unknown) =>
    (
      await client.request('PUT', `/decision-definition/key/${key}/history-time-to-live`, {
        historyTimeToLive,
      })
    ).status;
  expect(await set('one', 7)).toBe(204);
  expect([await ttl('one'), await ttl('other')]).toEqual([7, null]);
  expect(await set('one', null)).toBe(204);
  expect(await ttl('one')).toBe(null);
  expect(await set('one', -1)).toBe(400);
  expect(await set('none', 7)).toBe(404);
});
