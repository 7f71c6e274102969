import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { shoot } from '../support/screens.ts';
import { CaseWalk } from '../walk/case-walk.ts';
import { InboxPerson, logInPage } from '../walk/inbox-person.ts';

const njia = inject('njia');

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const signIn = (email: string, width = 1280): Promise<InboxPerson> =>
  InboxPerson.signIn(
    browser,
    { directusUrl: njia.directusUrl, email: `${email}.njia.example.org`, password: njia.password, width },
    shoot,
  );

/** A stranger asks on a phone, without JavaScript. */
async function askInBrowser(): Promise<string> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 800 },
    javaScriptEnabled: false,
  });
  const page = await context.newPage();
  await page.goto(njia.portalUrl);
  await shoot('portal-home', page);
  await page.getByRole('link', { name: 'Ask for help' }).click();
  await page.getByLabel('What happened?').fill('My colleague was taken and is held without charge.');
  await page.getByLabel('In which district?').selectOption({ label: 'Kampala' });
  await page.locator('input[name=isDetained]').check();
  await page.locator('input[name=consentToServices]').check();
  await shoot('portal-ask', page);
  await page.locator('main form button[type=submit], form[action*="/ask"] button').first().click();
  const text = await page.locator('main').innerText();
  await shoot('portal-receipt', page);
  await context.close();
  const code = /HRD-\d{4}-\d{6}/.exec(text)?.[0];
  if (code === undefined) throw new Error(`No case code on the page: ${text}`);
  return code;
}

/** The provider opens the newest offer on the demo's message page and accepts. */
async function acceptInBrowser(caseCode: string): Promise<void> {
  const page = await (await browser.newContext({ viewport: { width: 390, height: 800 } })).newPage();
  await expect
    .poll(
      async () => {
        await page.goto(`${njia.portalUrl}/messages`);
        return page.getByRole('listitem').filter({ hasText: caseCode }).getByRole('link').count();
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThan(0);
  await shoot('messages', page);
  await page.getByRole('listitem').filter({ hasText: caseCode }).getByRole('link').first().click();
  await shoot('provider-offer', page);
  await page
    .getByRole('button', { name: /accept|take/i })
    .first()
    .click();
  await page.context().close();
}

describe('one case by clicks', { timeout: 300_000 }, () => {
  it('goes from the portal on a phone through the inbox to closure', async () => {
    const caseCode = await askInBrowser();
    const officer = await signIn('officer@cen-01');
    await officer.page.getByRole('tab', { name: /Can be claimed/ }).click();
    await officer.page.getByText(caseCode).first().waitFor();
    await officer.shoot('inbox');

    await officer.claim('Register and validate', caseCode);
    await officer.complete([{ label: 'Decision', choose: 'Accept' }], 'task-registration');
    await officer.claim('Assess needs', caseCode);
    await officer.complete(
      [
        { label: 'How safe is the person now?', text: 'Held at a station.' },
        { label: 'What the person needs', tick: ['Legal aid'] },
      ],
      'task-assessment',
    );
    await officer.claim('Make the case plan', caseCode);
    await officer.complete(
      [
        { label: 'What is to be reached', text: 'Released and safe within a week.' },
        { label: 'Services to refer to', tick: ['Legal aid'] },
      ],
      'task-plan',
    );

    const supervisor = await signIn('supervisor@cen-01');
    await supervisor.claim('Approve the case plan', caseCode);
    await supervisor.complete([{ label: 'Decision', choose: 'Approve' }], 'task-approval');

    await officer.claim('Choose a provider', caseCode);
    await officer.complete([{ provider: 'best' }], 'task-choose-provider');
    await officer.claim('Implement the plan', caseCode);
    await officer.complete([{ label: 'What was done', text: 'Visited the station.' }]);
    await acceptInBrowser(caseCode);
    await officer.claim('Record the service', caseCode);
    await officer.complete([{ label: 'Result', choose: 'Service was given' }]);

    const walk = await CaseWalk.known(njia, caseCode);
    await walk.letTimePass('follow-up-due');
    await officer.claim('Monitor and follow up', caseCode);
    await officer.complete([{ label: 'Result', choose: 'Needs a review' }], 'task-follow-up');
    await supervisor.claim('Review the case', caseCode);
    await supervisor.complete(
      [
        { label: 'Progress towards the goal', text: 'Released.' },
        { label: 'How it goes on', choose: 'Close the case' },
      ],
      'task-review',
    );
    await officer.claim('Close the case', caseCode);
    await officer.complete([
      { label: 'Reason', choose: 'Goals of the plan' },
      { label: 'What was reached', text: 'Released without charge.' },
    ]);
    await walk.waitForCase<string>('status', (status) => status === 'closed');
    await officer.page.goto(`${njia.directusUrl}/admin/njia-inbox/cases/${walk.caseId}`);
    await officer.page.getByRole('heading', { name: caseCode }).first().waitFor();
    for (const words of [
      'My colleague was taken and is held without charge.',
      'Held at a station.',
      'Released and safe within a week.',
      'Released without charge.',
    ]) {
      await officer.page.getByText(words).first().waitFor();
    }
    await officer.shoot('case-file');
  });

  it('leaves nobody before a page that does not exist: a provider is told where to look', async () => {
    const page = await logInPage(browser, {
      ...{ directusUrl: njia.directusUrl, password: njia.password, width: 390 },
      email: 'provider@cen-02.njia.example.org',
    });
    await page.goto(`${njia.directusUrl}/admin/njia-inbox`);
    await page.getByText('There are no tasks for your role.').waitFor();
    await shoot('inbox-of-a-provider', page);
    await page.getByRole('link', { name: 'Open “Content”' }).click();
    await page.waitForURL(/\/admin\/content/);
    await shoot('content-of-a-provider', page);
  });
});
