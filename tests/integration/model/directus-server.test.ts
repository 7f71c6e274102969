import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDirectus } from '../../support/directus-server.ts';
import type { DirectusServer } from '../../support/directus-server.ts';

let directus: DirectusServer;
beforeAll(async () => {
  directus = await startDirectus({ withExtension: false, demo: false });
});
afterAll(() => directus.stop());

it('starts with the data model and lets the administrator in', async () => {
  const response = await fetch(`${directus.url}/items/networks?sort=code`, {
    headers: { authorization: `Bearer ${directus.adminToken}` },
  });
  const body = (await response.json()) as { data: { code: string }[] };
  expect(body.data.map(({ code }) => code)).toEqual(['CEN', 'EAS', 'KAR', 'MWR', 'NOR', 'SWR', 'TKR', 'WNL']);
});
