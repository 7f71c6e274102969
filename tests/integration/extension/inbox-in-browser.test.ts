import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployPathways } from '../../../launcher/deploy-pathways.ts';
import { launchBrowser } from '../../support/browser.ts';
import { makeCasework, PASSWORD, takeCase } from '../../support/casework.ts';
import type { Casework } from '../../support/casework.ts';
import { startDirectus } from '../../support/directus-server.ts';
import type { DirectusServer } from '../../support/directus-server.ts';
import { startEngine } from '../../support/engine-server.ts';
import type { RunningEngine } from '../../support/engine-server.ts';
import { screened, standInWorker } from '../../support/stand-in-worker.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

let engineDatabase: TestDatabase;
let engine: RunningEngine;
let directus: DirectusServer;
let casework: Casework;
let browser: Browser;
const worker = standInWorker(() => engine.url);

beforeAll(async () => {
  engineDatabase = await createTestDatabase();
  engine = await startEngine({ databaseUrl: engineDatabase.url });
  await deployPathways(engine.url, join(import.meta.dirname, '../../../bpmn'));
  directus = await startDirectus({ demo: false, config: { ENGINE_URL: engine.url } });
  casework = await makeCasework(directus);
  const added = await casework.admin.post('/fields/registrations', {
    field: 'clan',
    type: 'string',
    schema: {},
    meta: { interface: 'input', width: 'full', sort: 1 },
  });
  expect(added.status).toBe(200);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await directus.stop();
  await engine.stop();
  await engineDatabase.drop();
});

async function signIn(width: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${directus.url}/admin/login`);
  await page.fill('input[type=email]', casework.officer.email);
  await page.fill('input[type=password]', PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/admin\/(?!login)/);
  await page.goto(`${directus.url}/admin/njia-inbox`);
  await page.getByRole('tablist').waitFor();
  return page;
}

async function aCaseToRegister(): Promise<string> {
  const caseId = await takeCase(casework, { name: 'Okello James', phone: '0701 555 222' });
  await worker.work('screen-case', screened('high'));
  const { body } = await casework.officer.get(`/items/cases/${caseId}?fields=code`);
  return body.data.code as string;
}

describe('the inbox in a browser', { timeout: 180_000 }, () => {
  it('shows a new task without a reload, and lets a person claim and complete it by keyboard alone', async () => {
    const page = await signIn(1280);
    await page.evaluate(() => Object.assign(window, { isSamePage: true }));
    const caseCode = await aCaseToRegister();

    // The tab counts up by itself; arrow keys go to it.
    await page.getByRole('tab', { name: /Can be claimed \([1-9]/ }).waitFor();
    await page.getByRole('tab', { name: /^Mine/ }).focus();
    await page.keyboard.press('ArrowRight');
    const claim = page.getByRole('button', { name: new RegExp(`^Claim: .*${caseCode}`) });
    await claim.focus();
    await page.keyboard.press('Enter');

    // The administrator's field is there without code; the fields of the system are not.
    await page.getByRole('button', { name: 'Complete' }).waitFor();
    await page.getByText('Clan', { exact: true }).first().waitFor();
    expect(await page.getByText('Pathway instance').count()).toBe(0);
    expect(await page.getByText('Okello').count()).toBe(0);

    // A missing answer is said, and nothing is lost.
    await page.getByRole('button', { name: 'Complete' }).press('Enter');
    await page.getByRole('alert').filter({ hasText: 'missing or not valid' }).waitFor();
    const decision = page.getByRole('textbox', { name: 'Decision' });
    await expect.poll(() => decision.getAttribute('aria-invalid')).toBe('true');
    expect(await decision.getAttribute('aria-description')).toContain('required');
    await page.screenshot({ path: 'var/inbox-field-errors.png', fullPage: true });

    // Enter opens the list and changes nothing else; Tab goes into it.
    await decision.press('Enter');
    await page.getByText('Accept the case').waitFor();
    expect(await page.locator('.v-checkbox[aria-pressed=true]').count()).toBe(0);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Complete' }).press('Enter');

    // The next step of the same case opens by itself.
    await page.getByRole('heading', { name: 'Assess needs' }).waitFor();
    expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
    await page.context().close();
  });

  it('shows who the client is only after a reason was given', async () => {
    const page = await signIn(390);
    const caseCode = await aCaseToRegister();
    await page.getByRole('tab', { name: /Can be claimed/ }).click();
    await page.getByRole('listitem').filter({ hasText: caseCode }).getByRole('link').click();
    await page.getByRole('button', { name: 'Show name and phone' }).click();
    await page.getByLabel('Why do you need to see it?').fill('Call to verify');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByText('Okello James').waitFor();
    // Nothing sticks out at the side of a phone.
    const overhang = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overhang).toBeLessThanOrEqual(0);
    await page.context().close();
  });
});
