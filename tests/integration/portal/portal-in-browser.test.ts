import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { makeCasework, takeCase } from '../../support/casework.ts';
import type { Casework } from '../../support/casework.ts';
import { startDirectus } from '../../support/directus-server.ts';
import type { DirectusServer } from '../../support/directus-server.ts';
import { freePort } from '../../support/free-port.ts';
import { offerReferral, portalOf } from '../../support/portal-server.ts';
import type { PortalServer } from '../../support/portal-server.ts';

/** Pictures for people: every page on a telephone and on a desk. */
const PICTURES = join(import.meta.dirname, '../../../var/portal');
const WIDTHS = [390, 1280];
let directus: DirectusServer;
let casework: Casework;
let portal: PortalServer;
let browser: Browser;
let origin: string;
let page: Page;
const requested: string[] = [];

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  const engineUrl = `http://127.0.0.1:${await freePort()}/engine-rest`;
  directus = await startDirectus({ demo: false, config: { ENGINE_URL: engineUrl, NJIA_MODE: 'demo' } });
  casework = await makeCasework(directus);
  portal = portalOf(directus);
  await portal.app.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${(portal.app.server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
  page = await (await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' })).newPage();
  page.on('request', (request) => requested.push(request.url()));
});
afterAll(async () => {
  await browser.close();
  await portal.app.close();
  await directus.stop();
});

/** Takes the pictures and makes sure that nothing is wider than the screen and every control has a name. */
async function look(name: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: join(PICTURES, `${name}-${width}.png`), fullPage: true });
    const box = await page.locator('main').boundingBox();
    expect(box && box.x + box.width, `${name} at ${width}`).toBeLessThanOrEqual(width);
    const cutOff = await page
      .locator('main :not(select, option, textarea, input)')
      .evaluateAll(
        (all) => all.filter((one) => one.scrollWidth > one.clientWidth && one.clientWidth > 0).length,
      );
    expect(cutOff, `${name} at ${width}: hidden at the side`).toBe(0);
  }
  const controls = page.locator('input:not([type=hidden]), select, textarea');
  for (const control of await controls.all()) {
    const id = await control.getAttribute('id');
    expect(await page.locator(`label[for="${id}"]`).count(), `${name}: label of ${id}`).toBe(1);
  }
}

describe('without JavaScript', () => {
  it('a person asks for help with the keyboard, keeps the code and sees how it stands', async () => {
    await page.goto(origin);
    await look('home');
    await page.getByRole('link', { name: 'Ask for help' }).click();
    await look('ask');
    await page.getByRole('button', { name: 'Send my request' }).click();
    await page.waitForSelector('[role=alert]');
    await look('ask-problems');
    await page.getByRole('link', { name: /Write what happened/ }).click();
    await page.keyboard.type('They came to the office and took the computers.');
    await page.getByLabel('In which district?').selectOption({ index: 5 });
    await page.getByLabel(/I agree that the case officers/).check();
    await page.getByLabel(/held by police/).check();
    await page.getByRole('button', { name: 'Send my request' }).press('Enter');
    const code = (await page.locator('.code').textContent()) ?? '';
    expect(code).toMatch(/^(\d{4} ){3}\d{4}$/);
    await look('receipt');
    await page.getByLabel(/last four digits/).fill(code.slice(-4));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Your request is with us' }).waitFor();
    await look('saved');
    await page.getByRole('link', { name: 'I have a code' }).click();
    await look('code');
    await page.getByLabel('Your code').fill(code);
    await page.keyboard.press('Enter');
    await page.getByText('We have received it').waitFor();
    await look('case');
    await page.getByRole('button', { name: 'Withdraw my consent' }).click();
    await look('withdraw');
    await page.getByRole('button', { name: 'Yes, withdraw my consent' }).click();
    await page.getByRole('heading', { name: 'Your consent is withdrawn' }).waitFor();
    await look('withdrawn');
  });

  it('a person reads everything in Luganda', async () => {
    await page.goto(origin);
    await page.getByRole('link', { name: 'Luganda' }).click();
    await look('home-lg');
    await page.getByRole('link', { name: 'Saba obuyambi' }).click();
    await look('ask-lg');
    expect(await page.locator('html').getAttribute('lang')).toBe('lg');
  });

  it('a provider answers the offer', async () => {
    await page.goto(origin + (await offerReferral(casework, await takeCase(casework))));
    await look('answer');
    await page.getByRole('button', { name: 'Decline this case' }).click();
    await page.waitForSelector('[role=alert]');
    await look('answer-problem');
    await page.getByRole('button', { name: 'Accept this case' }).click();
    await page.getByRole('heading', { name: 'Thank you for your answer' }).waitFor();
    await look('answered');
  });

  it('the newest messages can be read', async () => {
    const { status } = await casework.admin.post('/items/messages', {
      ...{ channel: 'email', case_code: 'HRD-2026-000042', verb: 'please-answer', dedupe_key: 'one' },
      ...{ recipient_office: casework.officeId, link: `${origin}/answer/abc.1.def` },
    });
    expect(status).toBe(200);
    await page.goto(`${origin}/messages`);
    await look('messages');
    await page.getByText(/Sent: \d+ \w+ \d{4},? (at )?\d\d:\d\d/).waitFor();
    await page.getByRole('link', { name: /^Open the link: HRD-2026-000042, Lantern Trust/ }).waitFor();
  });

  it('nothing was asked of any other site, and nothing was left in the browser', async () => {
    expect(requested.filter((url) => !url.startsWith(origin))).toEqual([]);
    expect(await page.context().cookies()).toEqual([]);
  });
});
