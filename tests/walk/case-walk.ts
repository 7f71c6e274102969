import { askEngine } from '../support/ask-engine.ts';
import { waitFor } from '../support/wait-for.ts';
import { logIn } from './directus-session.ts';
import type { DirectusSession } from './directus-session.ts';
import { formOn, openPage, plainText, sendForm } from './portal-forms.ts';

/** A running Njia with its demo data. */
export interface WalkPlaces {
  portalUrl: string;
  directusUrl: string;
  engineUrl: string;
  password: string;
}

/** A task of the walked case as the inbox shows it. */
export interface WalkTask {
  id: string;
  element_id: string;
  name: string;
  due_at: string | null;
  process_instance_id: string;
  referral: string | null;
}

/** The people of the walk; all belong to the office that takes requests from Kampala. */
const OFFICER = 'officer@cen-01.njia.example.org';
const SUPERVISOR = 'supervisor@cen-01.njia.example.org';

/** One case on a running system, acted through the portal and the endpoints the inbox uses. */
export class CaseWalk {
  readonly #places: WalkPlaces;
  readonly officer: DirectusSession;
  readonly supervisor: DirectusSession;
  readonly caseId: string;
  readonly caseCode: string;
  readonly receiptCode: string;

  private constructor(
    places: WalkPlaces,
    people: { officer: DirectusSession; supervisor: DirectusSession },
    known: { caseId: string; caseCode: string; receiptCode: string },
  ) {
    this.#places = places;
    this.officer = people.officer;
    this.supervisor = people.supervisor;
    this.caseId = known.caseId;
    this.caseCode = known.caseCode;
    this.receiptCode = known.receiptCode;
  }

  /** A stranger asks for help on the portal; `answers` replaces what they type. */
  static async askForHelp(places: WalkPlaces, answers: Record<string, string> = {}): Promise<CaseWalk> {
    const receipt = await askOnPortal(places.portalUrl, answers);
    return CaseWalk.known(places, receipt.caseCode, receipt.receiptCode);
  }

  /** The walk of a case that was opened otherwise, for example in a browser. */
  static async known(places: WalkPlaces, caseCode: string, receiptCode = ''): Promise<CaseWalk> {
    const officer = await logIn(places.directusUrl, OFFICER, places.password);
    const supervisor = await logIn(places.directusUrl, SUPERVISOR, places.password);
    const found = await officer.get<{ id: string }[]>(`/items/cases?fields=id&filter[code][_eq]=${caseCode}`);
    const caseId = found[0]?.id;
    if (caseId === undefined) throw new Error(`${OFFICER} does not see ${caseCode}.`);
    return new CaseWalk(places, { officer, supervisor }, { caseId, caseCode, receiptCode });
  }

  /** The same case after a restart: new sessions, same people. */
  async resumedOn(places: WalkPlaces): Promise<CaseWalk> {
    const officer = await logIn(places.directusUrl, OFFICER, places.password);
    const supervisor = await logIn(places.directusUrl, SUPERVISOR, places.password);
    return new CaseWalk(places, { officer, supervisor }, this);
  }

  /** Waits until the task `elementId` of this case is open; of several, the first by due date. */
  async taskOf(session: DirectusSession, elementId: string): Promise<WalkTask> {
    return waitFor(`the task ${elementId} of ${this.caseCode}`, async () => {
      const filter = JSON.stringify({
        case: { _eq: this.caseId },
        element_id: { _eq: elementId },
        state: { _eq: 'open' },
      });
      const tasks = await session.get<WalkTask[]>(
        `/items/tasks?sort=due_at&filter=${encodeURIComponent(filter)}`,
      );
      return tasks[0];
    });
  }

  /** Claims the task, fills its form with `values` and completes it. */
  async doTask(
    session: DirectusSession,
    elementId: string,
    values: Record<string, unknown>,
  ): Promise<WalkTask> {
    const task = await this.taskOf(session, elementId);
    await session.send('POST', `/njia/tasks/${task.id}/claim`, {});
    await session.send('POST', `/njia/tasks/${task.id}/complete`, { values });
    return task;
  }

  /** Opens the link of the message that carried the offer for `service`, as the provider would, and answers. */
  async answerAsProvider(service: string, answer: 'accepted' | 'declined', reason?: string): Promise<string> {
    const link = await waitFor(`the message with the offer of ${service} for ${this.caseCode}`, async () => {
      const page = await openPage(`${this.#places.portalUrl}/messages`);
      for (const path of linksBeside(page, this.caseCode)) {
        const link = new URL(path, this.#places.portalUrl).href;
        const page = await openPage(link);
        if (page.includes(service) && /<form[^>]*method="?post/i.test(page)) return link;
      }
      return undefined;
    });
    const page = await openPage(link);
    return plainText(await sendForm(formOn(page, link), { answer, ...(reason ? { reason } : {}) }));
  }

  /** Lets the time of a timer come now: the engine runs the job as if it were due. */
  async letTimePass(activityId: string): Promise<void> {
    const job = await waitFor(`the timer ${activityId} of ${this.caseCode}`, async () => {
      const instances = await this.#engine<{ id: string }[]>(`/process-instance?businessKey=${this.caseId}`);
      for (const { id } of instances) {
        const jobs = await this.#engine<{ id: string }[]>(
          `/job?processInstanceId=${id}&activityId=${activityId}&timers=true`,
        );
        if (jobs[0]) return jobs[0];
      }
      return undefined;
    });
    const response = await fetch(`${this.#places.engineUrl}/job/${job.id}/execute`, { method: 'POST' });
    if (!response.ok) throw new Error(`The timer ${activityId} failed: ${await response.text()}`);
  }

  /** What the person who asked sees when they type their receipt code. */
  async statusByReceipt(): Promise<string> {
    const url = `${this.#places.portalUrl}/case`;
    const form = formOn(await openPage(url), url);
    return plainText(await sendForm(form, { receiptCode: this.receiptCode }));
  }

  /** The person takes their consent back, with their receipt code, and confirms it. */
  async withdrawConsent(): Promise<void> {
    const url = `${this.#places.portalUrl}/case`;
    const status = await sendForm(formOn(await openPage(url), url), { receiptCode: this.receiptCode });
    const confirmation = await sendForm(formOn(status, url, 'withdraw'), { receiptCode: this.receiptCode });
    await sendForm(formOn(confirmation, url, 'withdraw/confirmed'), { receiptCode: this.receiptCode });
  }

  /** Element ids of the tasks of this case that are still to be done. */
  async openTasks(): Promise<string[]> {
    const filter = JSON.stringify({ case: { _eq: this.caseId }, state: { _in: ['open', 'completing'] } });
    const tasks = await this.officer.get<WalkTask[]>(`/items/tasks?filter=${encodeURIComponent(filter)}`);
    return tasks.map((task) => task.element_id);
  }

  /** A field of the case as the officer sees it; waits until `isReached` holds. */
  async waitForCase<Value>(field: string, isReached: (value: Value) => boolean): Promise<Value> {
    const found = await waitFor(`${field} of ${this.caseCode}`, async () => {
      const row = await this.officer.get<Record<string, Value>>(
        `/items/cases/${this.caseId}?fields=${field}`,
      );
      const value = row[field] as Value;
      return isReached(value) ? { value } : undefined;
    });
    return found.value;
  }

  #engine<Answer>(path: string): Promise<Answer> {
    return askEngine(this.#places.engineUrl, path);
  }
}

async function askOnPortal(
  portalUrl: string,
  answers: Record<string, string>,
): Promise<{ caseCode: string; receiptCode: string }> {
  const url = `${portalUrl}/ask`;
  const page = await openPage(url);
  const area = /<option[^>]*value="([^"]+)"[^>]*>\s*Kampala/.exec(page)?.[1] ?? 'kampala';
  const thanks = plainText(
    await sendForm(formOn(page, url), {
      areaCode: area,
      language: 'en',
      story: 'My colleague was taken by officers at the market and is held without charge.',
      isDetained: 'yes',
      name: 'Amina Testperson',
      phone: '0000 413 907',
      safeContact: 'In the evening, not by the shop phone.',
      consentToServices: 'yes',
      ...answers,
    }),
  );
  const caseCode = /HRD-\d{4}-\d{6}/.exec(thanks)?.[0];
  const receiptCode = /\d{4} \d{4} \d{4} \d{4}/.exec(thanks)?.[0];
  if (caseCode === undefined || receiptCode === undefined) {
    throw new Error(`The portal gave no receipt: ${thanks.slice(0, 500)}`);
  }
  return { caseCode, receiptCode };
}

function linksBeside(page: string, caseCode: string): string[] {
  const rows = page.split(/<li\b/).filter((row) => row.includes(caseCode));
  return rows.flatMap((row) =>
    [...row.matchAll(/href="([^"]*\/answer\/[^"]*)"/g)].map((match) => match[1] ?? ''),
  );
}
