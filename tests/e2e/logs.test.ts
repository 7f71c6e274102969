import { globSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, inject, it } from 'vitest';
import { logIn } from '../walk/directus-session.ts';

const ROOT = join(import.meta.dirname, '../..');
const njia = inject('njia');

/** Nobody's name; it goes wherever a name, a story or a secret could be typed. */
const MARKER = 'Zawadi-Marker-7731';
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];

/** Every path that stands in the source of a part, with the marker for each parameter. */
function pathsIn(pattern: string): string[] {
  const sources = globSync(pattern, { cwd: ROOT }).map((name) => readFileSync(join(ROOT, name), 'utf8'));
  const found = sources.flatMap((text) => [...text.matchAll(/['`](\/[a-zA-Z][\w/:-]*)['`]/g)]);
  return [...new Set(found.map(([, path = '']) => path.replaceAll(/:\w+/g, MARKER)))];
}

/** A body with the marker in every field that some route reads. */
const BODY = {
  ...{ name: MARKER, story: MARKER, phone: MARKER, reason: MARKER, note: MARKER, email: MARKER },
  ...{ businessKey: MARKER, messageName: MARKER, workerId: MARKER, userId: MARKER, password: MARKER },
  ...{ errorMessage: MARKER, errorDetails: MARKER, errorCode: MARKER, areaCode: MARKER, answer: MARKER },
  values: { reason: MARKER, decision: MARKER },
  variables: { name: { value: MARKER }, amount: { type: 'Integer', value: MARKER } },
  topics: [{ topicName: MARKER, lockDuration: 1_000 }],
  maxTasks: 1,
};

async function call(url: string, method: string, headers: Record<string, string> = {}): Promise<void> {
  const body = method === 'GET' ? {} : { body: JSON.stringify(BODY) };
  const type = method === 'GET' ? {} : { 'content-type': 'application/json' };
  const answer = await fetch(`${url}?name=${MARKER}&search=${MARKER}`, {
    ...{ method, headers: { ...type, ...headers }, redirect: 'manual', ...body },
  });
  await answer.text();
}

const logs = (): string =>
  readdirSync(join(njia.dataFolder, 'logs'))
    .map((name) => readFileSync(join(njia.dataFolder, 'logs', name), 'utf8'))
    .join('\n');

it('no log holds anything that was sent to any route of portal, extension, Directus or engine', async () => {
  // given
  const engine = pathsIn('engine/rest/**/*.ts');
  const portal = pathsIn('portal/routes/*.ts');
  const extension = pathsIn('directus-extensions/njia/src/register-endpoints.ts').map(
    (path) => `/njia${path}`,
  );
  const directus = [
    '/items/incidents',
    '/items/clients',
    `/items/cases/${MARKER}`,
    '/auth/login',
    '/graphql',
  ];
  expect([engine.length > 50, portal.length > 8, extension.length > 12]).toEqual([true, true, true]);
  const { token } = await logIn(njia.directusUrl, 'officer@cen-01.njia.example.org', njia.password);
  const officer = { authorization: `Bearer ${token}` };

  // when
  for (const method of METHODS) {
    for (const path of engine) await call(njia.engineUrl + path, method);
    for (const path of [...extension, ...directus]) await call(njia.directusUrl + path, method, officer);
    for (const path of portal) await call(njia.portalUrl + path, method);
  }
  for (const path of portal) {
    const form = new URLSearchParams(Object.keys(BODY).map((field) => [field, MARKER]));
    await fetch(njia.portalUrl + path, { method: 'POST', body: form, redirect: 'manual' });
  }

  // then
  await sleep(500);
  expect(logs()).toMatch(/"part":"engine".*"route":"\/engine-rest\/task\/:id/);
  expect(logs()).toContain('"route":"/answer/:token"');
  expect(
    logs()
      .split('\n')
      .filter((line) => line.includes(MARKER)),
  ).toEqual([]);
});
