import { expect, it } from 'vitest';
import { engineHeaders } from '../../../schemas/config.ts';
import { useEngine } from '../../support/engine-suite.ts';

const credentials = { user: 'njia', password: 'a-password-of-the-engine' };
const right = engineHeaders({ ENGINE_USER: credentials.user, ENGINE_PASSWORD: credentials.password });
const wrong = (password: string) => engineHeaders({ ENGINE_USER: 'njia', ENGINE_PASSWORD: password });

const guarded = useEngine(() => Promise.resolve(), {
  credentials,
  limits: { requestsPerMinute: 8, wrongPasswordsPerMinute: 3, waitingWorkers: 2 },
});
const open = useEngine(() => Promise.resolve(), { limits: { requestsPerMinute: 1 } });

/** Asks as a client at `address`, for whom a proxy on this machine asks. */
async function ask(address: string, path = '/task', headers: Record<string, string> = right) {
  const url = path.startsWith('/health') ? new URL(path, guarded.url) : `${guarded.url}${path}`;
  const answer = await fetch(url, { headers: { ...headers, 'x-forwarded-for': address } });
  return { status: answer.status, headers: answer.headers, body: await answer.text() };
}

it('refuses more requests of one address than it may send, in the words of Camunda, and serves others', async () => {
  for (let sent = 0; sent < 8; sent += 1) expect((await ask('192.0.2.1')).status).toBe(200);
  for (const path of ['/task', '/no-such-path']) {
    const refused = await ask('192.0.2.1', path);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('content-type')).toBe('application/json');
    expect(JSON.parse(refused.body)).toEqual({
      type: 'RestException',
      message: 'Too many requests. Please try again later.',
      code: 20_429,
    });
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
  }
  expect((await ask('192.0.2.1', '/health/ready')).status).toBe(200);
  expect((await ask('192.0.2.2')).status).toBe(200);
});

it('refuses an address that guesses passwords, also when a guess is right', async () => {
  for (const guess of ['one', 'two', 'three', 'four']) {
    expect((await ask('192.0.2.3', '/task', wrong(guess))).status).toBe(401);
  }
  const refused = await ask('192.0.2.3');
  expect(refused.status).toBe(429);
  expect(refused.headers.has('retry-after')).toBe(true);
  expect((await ask('192.0.2.4')).status).toBe(200);
});

it('takes a client that keeps asking with one old password for no guesser', async () => {
  for (let sent = 0; sent < 6; sent += 1) {
    expect((await ask('192.0.2.5', '/task', wrong('old'))).status).toBe(401);
  }
  expect((await ask('192.0.2.5')).status).toBe(200);
});

it('lets as many workers wait as it was told, and refuses more as Camunda does', async () => {
  const wait = () =>
    fetch(`${guarded.url}/external-task/fetchAndLock`, {
      method: 'POST',
      headers: { ...right, 'content-type': 'application/json', 'x-forwarded-for': '192.0.2.6' },
      body: JSON.stringify({
        workerId: 'w',
        maxTasks: 1,
        asyncResponseTimeout: 1_000,
        topics: [{ topicName: 'none', lockDuration: 1_000 }],
      }),
    });
  // Of three that come at once two wait, whichever they are.
  const answers = await Promise.all([wait(), wait(), wait()]);
  const bodies = await Promise.all(answers.map((answer) => answer.json()));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 500]);
  expect(bodies).toContainEqual(expect.objectContaining({ type: 'InvalidRequestException' }));
});

it('limits nobody where it asks for no password', async () => {
  for (let sent = 0; sent < 5; sent += 1) {
    const answer = await fetch(`${open.url}/task`);
    expect(answer.status).toBe(200);
    await answer.text();
  }
});
