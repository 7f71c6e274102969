import { beforeAll, describe, expect, inject, it } from 'vitest';
import { DirectusRefusal, logIn, sessionWith } from '../walk/directus-session.ts';
import type { DirectusSession } from '../walk/directus-session.ts';
import { CaseWalk } from '../walk/case-walk.ts';

const njia = inject('njia');
const REASON = 'Out of interest.';

let walk: CaseWalk;
let taskId: string;
let clientId: string;
beforeAll(async () => {
  walk = await CaseWalk.askForHelp(njia);
  taskId = (await walk.taskOf(walk.officer, 'register-case')).id;
  const { client } = await walk.officer.get<{ client: string }>(`/items/cases/${walk.caseId}?fields=client`);
  clientId = client;
});

/** 200, or the status with which it was refused. */
async function statusOf(call: Promise<unknown>): Promise<number> {
  return call.then(
    () => 200,
    (error: unknown) => {
      if (error instanceof DirectusRefusal) return error.status;
      throw error;
    },
  );
}

/** Rows of the case that a list gives away; being refused the list gives none. */
async function rowsOf(session: DirectusSession, path: string): Promise<unknown[]> {
  return session.get<unknown[]>(path).catch((error: unknown) => {
    if (error instanceof DirectusRefusal && [401, 403].includes(error.status)) return [];
    throw error;
  });
}

async function reached(session: DirectusSession): Promise<Record<string, number | unknown[]>> {
  const task = `/njia/tasks/${taskId}`;
  return {
    case: await statusOf(session.get(`/items/cases/${walk.caseId}`)),
    client: await statusOf(session.get(`/items/clients/${clientId}`)),
    taskRow: await statusOf(session.get(`/items/tasks/${taskId}`)),
    taskPage: await statusOf(session.get(task)),
    claim: await statusOf(session.send('POST', `${task}/claim`, {})),
    giveBack: await statusOf(session.send('POST', `${task}/unclaim`, {})),
    complete: await statusOf(session.send('POST', `${task}/complete`, { values: { decision: 'accepted' } })),
    reveal: await statusOf(session.send('POST', `/njia/clients/${clientId}/reveal`, { reason: REASON })),
    reopen: await statusOf(session.send('POST', `/njia/cases/${walk.caseId}/reopen`, { reason: REASON })),
    story: await rowsOf(session, `/items/incidents?filter[case][_eq]=${walk.caseId}`),
    consents: await rowsOf(session, `/items/consents?filter[case][_eq]=${walk.caseId}`),
  };
}

const closed = (status: number): Record<string, number | unknown[]> => ({
  ...{ case: status, client: status, taskRow: status, taskPage: status },
  ...{ claim: status, giveBack: status, complete: status, reveal: status, reopen: status },
  ...{ story: [], consents: [] },
});

describe('the file, the task and the name of a case are closed to', () => {
  it.each([
    ['a case officer of another office', 'officer@eas-01.njia.example.org'],
    ['a provider', 'provider@cen-02.njia.example.org'],
    ['an analyst', 'analyst@njia.example.org'],
  ])('%s', async (_who, email) => {
    expect(await reached(await logIn(njia.directusUrl, email, njia.password))).toEqual(closed(403));
  });

  it('the portal, which is no person', async () => {
    const portal = sessionWith(njia.directusUrl, njia.secrets['PORTAL_TOKEN'] ?? '');
    expect(await reached(portal)).toEqual(closed(403));
  });

  it('anyone with a token that is none', async () => {
    expect(await reached(sessionWith(njia.directusUrl, 'not-a-token'))).toEqual(closed(401));
  });
});

it('none of this left a trace in the case: the task is free, and nobody saw the name', async () => {
  const task = await walk.officer.get(`/items/tasks/${taskId}?fields=state,assignee`);
  expect(task).toEqual({ state: 'open', assignee: null });
  expect(await walk.supervisor.get(`/items/identity_reveals?filter[client][_eq]=${clientId}`)).toEqual([]);
});
