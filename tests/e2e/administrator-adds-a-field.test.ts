import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { askEngine } from '../support/ask-engine.ts';
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

/** Directus asks who owns the installation on each page that is loaded, until that is answered. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${njia.directusUrl}/admin/${path}`);
  await page.getByRole('button', { name: 'Remind Later' }).click();
}

/** Settings, Data Model, Registrations, Create Field. */
async function addYesNoField(page: Page, key: string): Promise<void> {
  await open(page, 'settings/data-model/registrations');
  await page.getByText('Create Field', { exact: true }).first().click();
  const drawer = page.locator('#dialog-outlet');
  await drawer.getByText('Toggle', { exact: true }).click();
  await drawer.getByPlaceholder('A unique column name').fill(key);
  await drawer.getByRole('button', { name: 'Save' }).click();
  await page.getByText(key).first().waitFor();
}

/** Content, Form fields, new: form, field, name in the pathway, use in pathways. */
async function markForPathways(
  page: Page,
  choice: { form: string; field: string; variable: string },
): Promise<void> {
  await open(page, 'content/form_fields/+');
  const field = (label: string): Locator =>
    page.locator('.v-form .field').filter({ has: page.getByText(label, { exact: true }) });
  await field('Form').locator('.v-input').first().click();
  await page.locator('.v-list-item').getByText(choice.form, { exact: true }).last().click();
  await field('Field').locator('.v-input').first().click();
  await page.locator('.v-list-item').getByText(choice.field, { exact: true }).last().click();
  await field('Name in the pathway').locator('input').fill(choice.variable);
  await field('Use in pathways').locator('.v-checkbox').click();
  await shoot('administrator-marks-field', page);
  await page.keyboard.press('Control+s');
  await page.waitForURL(/form_fields\/(?!\+)|form_fields(\?|$)/);
}

it(
  'shows a field added by clicks in the task form, and takes its value to the pathway',
  { timeout: 180_000 },
  async () => {
    // given
    const page = await logInPage(browser, {
      ...{ directusUrl: njia.directusUrl, password: njia.password, width: 1280 },
      email: 'admin@njia.example.org',
    });
    await addYesNoField(page, 'speaks_to_press');
    await markForPathways(page, {
      form: 'Registrations',
      field: 'Speaks to Press',
      variable: 'speaksToPress',
    });
    await page.context().close();
    const walk = await CaseWalk.askForHelp(njia);
    const { process_instance_id: instanceId } = await walk.taskOf(walk.officer, 'register-case');

    // when
    const officer = await InboxPerson.signIn(
      browser,
      { directusUrl: njia.directusUrl, email: walk.officer.email, password: njia.password, width: 390 },
      shoot,
    );
    await officer.claim('Register and validate', walk.caseCode);
    const added = officer.page.locator('.v-form .field').filter({ hasText: 'Speaks to Press' });
    await added.locator('.v-checkbox').click();
    await officer.complete([{ label: 'Decision', choose: 'Accept' }], 'task-with-added-field');

    // then
    await walk.taskOf(walk.officer, 'assess-needs');
    const variables = await askEngine<Record<string, { type: string; value: unknown }>>(
      njia.engineUrl,
      `/process-instance/${instanceId}/variables`,
    );
    expect(variables['speaksToPress']).toMatchObject({ type: 'Boolean', value: true });
  },
);
