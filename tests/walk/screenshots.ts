import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from '../support/browser.ts';
import { makePlace, startNjia } from '../support/running-njia.ts';
import { InboxPerson } from './inbox-person.ts';

/** `npm run screenshots`: makes the pictures of the README anew, on a Njia with fresh demo data. */
const FOLDER = join(import.meta.dirname, '../../docs/images');

const place = await makePlace();
const njia = await startNjia(place);
const browser = await launchBrowser();
try {
  mkdirSync(FOLDER, { recursive: true });
  const officer = await InboxPerson.signIn(
    browser,
    {
      directusUrl: njia.directusUrl,
      email: 'officer@cen-01.njia.example.org',
      password: njia.password,
      width: 1100,
    },
    async (name, page) => {
      await page.screenshot({
        path: join(FOLDER, `${name}.png`),
        clip: { x: 0, y: 0, width: 1100, height: 560 },
      });
    },
  );
  await officer.page.getByRole('tab', { name: /Can be claimed/ }).click();
  await officer.page.getByText('Overdue').first().waitFor();
  await officer.shoot('inbox');
} finally {
  await browser.close();
  await njia.stop();
  place.remove();
}
