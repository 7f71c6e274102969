import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { buildPortal } from '../../../portal/build-portal.ts';

const MARKER = 'zebra-7-marker';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
let lines: string[];
let portal: FastifyInstance;

const build = (isDemo = false, sending = { burst: 20, perMinute: 10 }) =>
  buildPortal({
    // Nothing listens here: Directus is down.
    directusUrl: 'http://127.0.0.1:9',
    portalToken: 'portal-token-for-tests',
    ...{ isDemo, sending },
    log: (level, event, facts) => lines.push(JSON.stringify({ level, event, ...facts })),
  });
const post = (url: string, body: Record<string, string>) =>
  portal.inject({ method: 'POST', url, headers: FORM, payload: new URLSearchParams(body).toString() });
const request = {
  submissionId: '5f0c6d2e-9a56-4c5b-8e0e-3b1f8f0c9d11',
  story: `It happened at night. ${MARKER} <script>alert(1)</script>`,
  areaCode: 'UG-102',
  language: 'en',
  name: `"><img src=x onerror=alert(1)> ${MARKER}`,
  consentToServices: 'yes',
};

beforeEach(() => {
  lines = [];
  portal = build();
});
afterEach(async () => portal.close());

describe('every page', () => {
  it.each(['/', '/case', '/ask', '/missing', '/answer/some-token', '/?lang=lg'])(
    '%s is private, small and without scripts, cookies and foreign addresses',
    async (url) => {
      const { headers, body } = await portal.inject(url);
      expect(headers['content-security-policy']).toMatch(
        /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/,
      );
      expect(headers).toMatchObject({
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
        'x-frame-options': 'DENY',
        'x-robots-tag': 'noindex, nofollow',
      });
      expect(headers['set-cookie']).toBeUndefined();
      expect(body.length).toBeLessThan(30_000);
      expect(body).not.toMatch(/<script|<img|<link|<iframe|https?:\/\/|\son\w+=/i);
      expect(body.match(/<h1>/g)).toHaveLength(1);
    },
  );

  it('allows its own style sheet: the hash in the policy is that of the page', async () => {
    const { headers, body } = await portal.inject('/');
    const style = /<style>([\s\S]*?)<\/style>/.exec(body)?.[1] ?? '';
    const hash = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(style))).toString('base64');
    expect(headers['content-security-policy']).toContain(`'sha256-${hash}'`);
  });

  it('is in the language asked for, which its links and forms keep', async () => {
    const { body, headers } = await portal.inject({
      url: '/case?lang=lg',
      headers: { 'accept-language': 'en' },
    });
    expect(body).toContain('<html lang="lg">');
    expect(body).toContain('action="/case?lang=lg"');
    expect(headers['content-language']).toBe('lg');
    expect((await portal.inject({ url: '/', headers: { 'accept-language': 'lg' } })).body).toContain(
      'lang="lg"',
    );
  });

  it('lets people leave at once, without telling where they come from', async () => {
    const { statusCode, headers } = await portal.inject('/leave');
    expect(statusCode).toBe(303);
    expect(headers['location']).toMatch(/^https:/);
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect((await portal.inject('/case')).body).toContain('href="/leave"');
  });
});

describe('while Directus is down', () => {
  it('a request that was typed stays on the page, to be sent again with the same submission id', async () => {
    const { statusCode, body } = await post('/ask', request);
    expect(statusCode).toBe(503);
    expect(body).toContain('Nothing is lost');
    expect(body).toContain(`value="${request.submissionId}"`);
    expect(body).toContain('It happened at night.');
    expect(body).toContain('<option value="UG-102" selected');
    expect(body).toContain('Send again');
  });

  it('what was typed is shown, never run', async () => {
    const { body } = await post('/ask', request);
    expect(body).toContain('&#60;script&#62;alert(1)');
    expect(body).not.toMatch(/<script|<img/);
  });

  it('an incomplete request gets a summary that links to each field and takes the focus', async () => {
    const { statusCode, body } = await post('/ask', { ...request, story: '', consentToServices: '' });
    expect(statusCode).toBe(422);
    expect(body).toMatch(/role="alert"[^>]*autofocus/);
    for (const field of ['story', 'consentToServices']) {
      expect(body).toContain(`href="#${field}"`);
      expect(body).toMatch(new RegExp(`id="${field}"`));
    }
    expect(body).toMatch(/<title>\s*Error: /);
  });

  it('says so on every page that needs it, in plain words', async () => {
    expect((await portal.inject('/ask')).statusCode).toBe(503);
    expect((await portal.inject('/answer/token')).body).toContain('try again in a few minutes');
    const looked = await post('/case', { receiptCode: '1234 5678 9012 3456' });
    expect([looked.statusCode, looked.body.includes('cannot look it up')]).toEqual([503, true]);
    const withdrawn = await post('/case/withdraw/confirmed', { receiptCode: '1234567890123456' });
    expect(withdrawn.statusCode).toBe(503);
    expect(withdrawn.body).toContain('Yes, withdraw my consent');
  });
});

describe('the code', () => {
  it('is shown again until its last four digits prove that it was written down', async () => {
    const receipt = { caseCode: 'HRD-2026-000001', receiptCode: '1234 5678 9012 3456' };
    const wrong = await post('/ask/saved', { ...receipt, lastDigits: '0000' });
    expect([wrong.statusCode, wrong.body.includes(receipt.receiptCode)]).toEqual([422, true]);
    const right = await post('/ask/saved', { ...receipt, lastDigits: '3456' });
    expect([right.statusCode, right.body.includes(receipt.receiptCode)]).toEqual([200, false]);
  });

  it('is asked for again when it is none', async () => {
    const { statusCode, body } = await post('/case', { receiptCode: '12345' });
    expect(statusCode).toBe(422);
    expect(body).toContain('value="12345"');
  });
});

describe('the portal', () => {
  it('has the page of sent messages in a demo only', async () => {
    expect((await portal.inject('/messages')).statusCode).toBe(404);
    const demo = build(true);
    expect((await demo.inject('/messages')).statusCode).toBe(503);
    await demo.close();
  });

  it('slows a sender of many forms down, and loses nothing doing so', async () => {
    await portal.close();
    portal = build(false, { burst: 1, perMinute: 0 });
    await post('/ask', request);
    const { statusCode, body } = await post('/ask', request);
    expect(statusCode).toBe(429);
    expect(body).toContain('It happened at night.');
  });

  it('slows a sender of many requests down, but never turns away a request for help', async () => {
    const strict = buildPortal({
      ...{ directusUrl: 'http://127.0.0.1:9', portalToken: 'portal-token-for-tests', isDemo: false },
      ...{ requests: { burst: 2, perMinute: 0 }, log: () => undefined },
    });
    const statuses: number[] = [];
    for (const url of ['/', '/case', '/', '/answer/x', '/health']) {
      statuses.push((await strict.inject(url)).statusCode);
    }
    expect(statuses).toEqual([200, 200, 429, 429, 200]);
    expect((await strict.inject({ method: 'HEAD', url: '/' })).statusCode).toBe(429);
    const payload = new URLSearchParams(request).toString();
    const asked = await strict.inject({ method: 'POST', url: '/ask', headers: FORM, payload });
    expect([asked.statusCode, asked.body.includes('It happened at night.')]).toEqual([503, true]);
    await strict.close();
  });

  it('refuses bodies that are too large or no forms', async () => {
    expect((await post('/ask', { story: 'x'.repeat(140_000) })).statusCode).toBe(413);
    const json = await portal.inject({ method: 'POST', url: '/ask', payload: { story: 'x' } });
    expect(json.statusCode).toBe(415);
  });

  it('writes nothing to its log that was typed, and no address, query or token', async () => {
    await post(`/ask?lang=en&q=${MARKER}`, request);
    await portal.inject(`/answer/${MARKER}?lang=lg`);
    await portal.inject(`/${MARKER}`);
    await post('/case', { receiptCode: MARKER });
    await portal.inject({ method: 'POST', url: '/ask', headers: FORM, payload: `%${MARKER}` });
    expect(lines.length).toBeGreaterThanOrEqual(5);
    expect(lines.join('\n')).not.toMatch(new RegExp(`${MARKER}|127\\.0\\.0\\.1|lang=`));
    expect(lines.join('\n')).toContain('/answer/:token');
  });
});
