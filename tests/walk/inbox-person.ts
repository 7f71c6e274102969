import type { Browser, Page } from 'playwright-core';
import { waitFor } from '../support/wait-for.ts';

/** How one field of a form is filled; `label` is what people read beside it. */
export type FieldEntry =
  | { label: string; text: string }
  | { label: string; choose: string }
  | { label: string; tick: string[] }
  | { provider: 'best' };

/** Who logs in where, in a window of `width` pixels. */
export interface LogIn {
  directusUrl: string;
  email: string;
  password: string;
  width: number;
}

/** Opens a browser window and logs in to Directus. */
export async function logInPage(browser: Browser, at: LogIn): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: at.width, height: 860 } });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(`${at.directusUrl}/admin/login`);
  await page.fill('input[type=email]', at.email);
  await page.fill('input[type=password]', at.password);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/admin\/(?!login)/);
  // Leaving while the app still starts could lose the answer that renews the session.
  await page.waitForLoadState('networkidle');
  return page;
}

/** Somebody working in the inbox by clicks, in a browser. */
export class InboxPerson {
  readonly page: Page;
  readonly #base: string;
  readonly #shots: (name: string, page: Page) => Promise<void>;
  readonly #complaints: string[] = [];

  private constructor(page: Page, base: string, shots: (name: string, page: Page) => Promise<void>) {
    this.page = page;
    this.#base = base;
    this.#shots = shots;
    page.on('console', (message) => {
      if (message.type() === 'error') this.#complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.#complaints.push(error.message));
    page.on('response', (response) => {
      if (response.status() >= 400) this.#complaints.push(`${response.status()} ${response.url()}`);
    });
  }

  /** Logs in and shows the inbox. */
  static async signIn(
    browser: Browser,
    at: LogIn,
    shots: (name: string, page: Page) => Promise<void>,
  ): Promise<InboxPerson> {
    const person = new InboxPerson(await logInPage(browser, at), at.directusUrl, shots);
    await person.openInbox();
    return person;
  }

  async openInbox(): Promise<void> {
    await this.page.goto(`${this.#base}/admin/njia-inbox`);
    try {
      await this.page.getByRole('tablist').waitFor();
    } catch (cause) {
      throw new Error(`The inbox does not show at ${this.page.url()}; instead:\n${await this.#seen()}`, {
        cause,
      });
    }
  }

  /** What the person sees and what the browser complained of. */
  async #seen(): Promise<string> {
    return [await this.page.locator('body').innerText(), ...this.#complaints].join('\n');
  }

  /** Opens the task `name` of the case from the inbox; claims it unless it is this person's already. */
  async claim(name: string, caseCode: string): Promise<void> {
    await this.openInbox();
    const card = this.page
      .getByRole('listitem')
      .filter({ hasText: caseCode })
      .filter({ hasText: name })
      .first();
    await waitFor(`the task "${name}" of ${caseCode} in the inbox`, async () => {
      for (const tab of [/^Mine/, /Can be claimed/]) {
        await this.page.getByRole('tab', { name: tab }).click();
        if ((await card.count()) > 0) return true;
      }
      return undefined;
    });
    const claim = card.getByRole('button', { name: /^Claim/ });
    if ((await claim.count()) > 0) await claim.click();
    else await card.getByRole('link').first().click();
    await this.page.getByRole('button', { name: 'Complete' }).waitFor();
  }

  /** Fills the form of the task that is open and completes it; `shot` names a picture taken before. */
  async complete(entries: FieldEntry[], shot?: string): Promise<void> {
    for (const entry of entries) await this.#fill(entry);
    if (shot !== undefined) await this.#shots(shot, this.page);
    const heading = await this.page.getByRole('heading', { level: 2 }).first().textContent();
    await this.page.getByRole('button', { name: 'Complete' }).click();
    // Either the next task opens or the inbox is back: the form that was sent is gone.
    await this.page.waitForFunction(
      (before) =>
        document.querySelector('h2')?.textContent !== before || location.pathname.endsWith('njia-inbox'),
      heading,
    );
  }

  /** Takes a picture of what is on the screen now. */
  async shoot(name: string): Promise<void> {
    await this.#shots(name, this.page);
  }

  async #fill(entry: FieldEntry): Promise<void> {
    if ('provider' in entry) {
      await this.page.getByRole('radio').first().check();
    } else if ('text' in entry) {
      await this.page.getByRole('textbox', { name: entry.label }).fill(entry.text);
    } else if ('choose' in entry) {
      // Directus lays the box that opens the list over the field a screen reader reads.
      await this.page.getByRole('textbox', { name: entry.label }).click({ force: true });
      await this.page.locator('.v-list-item', { hasText: entry.choose }).first().click();
    } else {
      for (const option of entry.tick)
        await this.page.locator('.v-checkbox', { hasText: option }).first().click();
    }
  }
}
