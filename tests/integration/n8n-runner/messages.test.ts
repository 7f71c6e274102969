import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MESSAGE_VERBS } from '../../../schemas/messages.ts';
import { startDirectus } from '../../support/directus-server.ts';
import type { DirectusServer } from '../../support/directus-server.ts';
import { openMailbox } from '../../support/mailbox.ts';
import type { Mailbox } from '../../support/mailbox.ts';
import { startN8nRunner } from '../../support/n8n-runner.ts';
import type { RunningN8nRunner } from '../../support/n8n-runner.ts';
import { processTree } from '../../support/process-tree.ts';
import { caseFixture } from '../workers/case-fixture.ts';

const offer = {
  caseCode: 'HRD-2026-000123',
  verb: MESSAGE_VERBS['answer-offer'],
  link: 'https://portal.njia.example/answer/5f0f7d3c-6a3e-4a5c-9a3e-0d5c1f1f2a3b.1.c2lnbmF0dXJl',
  email: 'desk@cen-02.njia.example',
};

let directus: DirectusServer;
let mailbox: Mailbox;
let runner: RunningN8nRunner;

beforeAll(async () => {
  directus = await startDirectus({ withExtension: false, demo: false });
  mailbox = await openMailbox();
  runner = await startN8nRunner({
    directusPort: directus.config.DIRECTUS_PORT,
    serviceToken: directus.serviceToken,
    token: directus.config.N8N_RUNNER_TOKEN,
    smtpUrl: mailbox.url,
  });
});
afterAll(async () => {
  await runner.stop();
  await mailbox.close();
  await directus.stop();
});
afterEach(() => {
  mailbox.mails.length = 0;
  mailbox.isRefusing = false;
});

const ask = (workflow: string, event: object, dedupeKey: string, token = runner.token): Promise<Response> =>
  fetch(`${runner.url}/run/${workflow}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ event, dedupeKey }),
  });
const messagesOf = (key: string) => caseFixture(directus).list('messages', { dedupe_key: { _eq: key } });

describe('an offer', () => {
  it('goes out as an e-mail of code, verb and link, and is kept as sent', async () => {
    // when
    const response = await ask('notify-offer', offer, 'offer:plain:1');

    // then
    expect(response.status).toBe(200);
    expect(mailbox.mails).toMatchObject([
      {
        from: 'njia@njia.example',
        to: [offer.email],
        subject: offer.caseCode,
        text: `${offer.caseCode}\n\n${offer.verb}\n\n${offer.link}`,
      },
    ]);
    expect(await messagesOf('offer:plain:1')).toMatchObject([
      {
        case_code: offer.caseCode,
        verb: offer.verb,
        link: offer.link,
        state: 'sent',
        sent_at: expect.any(String) as string,
      },
    ]);
  });

  it('asked for again, and twice at once, is sent once', async () => {
    // when
    const responses = [
      ...(await Promise.all([1, 2].map(() => ask('notify-offer', offer, 'offer:again:1')))),
      await ask('notify-offer', offer, 'offer:again:1'),
    ];

    // then
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(mailbox.mails).toHaveLength(1);
    expect(await messagesOf('offer:again:1')).toHaveLength(1);
  });

  it('the mail server refuses names the failing step, shows as failed, and goes out when asked again', async () => {
    // given
    mailbox.isRefusing = true;

    // when
    const refused = await ask('notify-offer', offer, 'offer:refused:1');

    // then
    expect(refused.status).toBe(502);
    expect(await refused.json()).toMatchObject({ code: 'workflow-failed', node: 'Mail server refused' });
    expect(await messagesOf('offer:refused:1')).toMatchObject([{ state: 'failed', sent_at: null }]);

    // and when
    mailbox.isRefusing = false;
    expect((await ask('notify-offer', offer, 'offer:refused:1')).status).toBe(200);

    // then
    expect(mailbox.mails).toHaveLength(1);
    expect(await messagesOf('offer:refused:1')).toMatchObject([{ state: 'sent' }]);
  });

  it('without an e-mail address is recorded for people to pass on', async () => {
    const withoutAddress = { ...offer, email: undefined };
    expect((await ask('notify-offer', withoutAddress, 'offer:no-mail:1')).status).toBe(200);
    expect(mailbox.mails).toEqual([]);
    expect(await messagesOf('offer:no-mail:1')).toMatchObject([{ state: 'recorded' }]);
  });
});

it('a reminder goes out as an e-mail of code and verb', async () => {
  // given
  const event = {
    caseCode: offer.caseCode,
    verb: MESSAGE_VERBS['assess-needs'],
    email: 'officer@cen-01.njia.example',
  };

  // when
  await ask('notify-reminder', event, 'reminder:case:assess-needs:1');

  // then
  expect(mailbox.mails).toMatchObject([
    { subject: event.caseCode, text: `${event.caseCode}\n\n${event.verb}` },
  ]);
  expect(mailbox.mails[0]?.raw).not.toContain('n8n');
});

describe('the runner refuses', () => {
  it.each([
    [
      'a wrong token',
      () => ask('notify-offer', offer, 'offer:denied:1', 'token-of-somebody-else'),
      401,
      'not-allowed',
    ],
    [
      'a workflow that is not in the folder',
      () => ask('../package', offer, 'offer:denied:1'),
      404,
      undefined,
    ],
    ['an unknown workflow', () => ask('notify-nobody', offer, 'offer:denied:1'), 404, 'unknown-workflow'],
    [
      'a sentence of its own',
      () => ask('notify-offer', { ...offer, verb: 'Amina is hurt' }, 'offer:denied:1'),
      400,
      'bad-event',
    ],
    [
      'a further field',
      () => ask('notify-offer', { ...offer, name: 'Amina' }, 'offer:denied:1'),
      400,
      'bad-event',
    ],
    ['an event without a key', () => ask('notify-offer', offer, ''), 400, 'bad-event'],
  ])('%s', async (_, request, status, code) => {
    const response = await request();
    expect(response.status).toBe(status);
    if (code) expect(await response.json()).toMatchObject({ code });
    expect(await messagesOf('offer:denied:1')).toEqual([]);
  });
});

it('logs codes and durations, no address, link or sentence', () => {
  expect(runner.log()).toContain('"event":"workflow-run"');
  for (const secret of [offer.email, offer.link, offer.verb, 'Amina'])
    expect(runner.log()).not.toContain(secret);
});

it('needs less than 300 MB of memory', () => {
  const [{ rss } = { rss: Infinity }] = processTree(runner.pid);
  expect(rss).toBeLessThan(300 * 1024 * 1024);
});
