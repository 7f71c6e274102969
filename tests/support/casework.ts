import { randomUUID } from 'node:crypto';
import { ROLE_IDS } from '../../model/access/role-ids.ts';
import type { RoleName } from '../../model/access/role-ids.ts';
import type { IntakeSubmission } from '../../schemas/intake.ts';
import { clientOf } from './directus-client.ts';
import type { DirectusClient } from './directus-client.ts';
import type { DirectusServer } from './directus-server.ts';

/** Two offices with their people, as far as casework tests need them. */
export interface Casework {
  admin: DirectusClient;
  portal: DirectusClient;
  service: DirectusClient;
  officeId: string;
  otherOfficeId: string;
  officer: Person;
  colleague: Person;
  supervisor: Person;
  /** A case officer of the other office. */
  stranger: Person;
  areaCode: string;
  /** One service offer of an invented provider. */
  offerId: string;
}

/** Somebody who is signed in. */
export interface Person extends DirectusClient {
  id: string;
  email: string;
}

/** Everybody's. */
export const PASSWORD = 'a-long-test-password';

/** Makes the offices and people in a Directus with the model but without demo data. */
export async function makeCasework(directus: DirectusServer): Promise<Casework> {
  const admin = clientOf(directus, directus.adminToken);
  const create = async (collection: string, row: object): Promise<string> => {
    const { status, body } = await admin.post(`/items/${collection}`, row);
    if (status !== 200) throw new Error(`${collection}: ${JSON.stringify(body)}`);
    return body.data.id as string;
  };
  const first = async (path: string): Promise<Record<string, string>> => (await admin.get(path)).body.data[0];
  const area = await first('/items/areas?filter[kind][_eq]=district&limit=1&sort=code');
  const otherArea = await first('/items/areas?filter[kind][_eq]=district&limit=1&sort=-code');
  const network = await first('/items/networks?limit=1&sort=code');
  const organisation = await create('organisations', {
    name: 'Lantern Trust',
    kind: 'member',
    network: network['id'],
  });
  const makeOffice = (name: string, areaId: string | undefined): Promise<string> =>
    create('offices', { name, organisation, network: network['id'], area: areaId, takes_intake: true });
  const officeId = await makeOffice('Lantern Trust, North Street', area['id']);
  const otherOfficeId = await makeOffice('Lantern Trust, Hill Road', otherArea['id']);
  const service = await first('/items/services?filter[code][_eq]=legal_aid&limit=1');
  const offerId = await create('service_offers', {
    organisation,
    service: service['id'],
    capacity: 3,
    is_active: true,
  });
  const person = (name: string, role: RoleName, office: string): Promise<Person> =>
    makePerson(directus, admin, { name, role, office });
  return {
    admin,
    portal: clientOf(directus, directus.portalToken),
    service: clientOf(directus, directus.serviceToken),
    officeId,
    otherOfficeId,
    officer: await person('officer', 'caseOfficer', officeId),
    colleague: await person('colleague', 'caseOfficer', officeId),
    supervisor: await person('supervisor', 'supervisor', officeId),
    stranger: await person('stranger', 'caseOfficer', otherOfficeId),
    areaCode: area['code'] ?? '',
    offerId,
  };
}

async function makePerson(
  directus: DirectusServer,
  admin: DirectusClient,
  { name, role, office }: { name: string; role: RoleName; office: string },
): Promise<Person> {
  const email = `${name}@lantern.example.org`;
  const { status, body } = await admin.post('/users', {
    email,
    password: PASSWORD,
    first_name: name,
    role: ROLE_IDS[role],
    status: 'active',
    office,
  });
  if (status !== 200) throw new Error(`${email}: ${JSON.stringify(body)}`);
  return { id: body.data.id as string, email, ...clientOf(directus, await directus.login(email, PASSWORD)) };
}

/** A request for help, complete enough to be taken. */
export function aSubmission(areaCode: string, change: Partial<IntakeSubmission> = {}): object {
  return {
    submissionId: randomUUID(),
    channel: 'portal',
    language: 'en',
    areaCode,
    story: 'Two men followed me home from the meeting.',
    consentToServices: true,
    ...change,
  };
}

/** Sends a request for help and gives the new case's id. */
export async function takeCase(casework: Casework, change: Partial<IntakeSubmission> = {}): Promise<string> {
  const { body } = await casework.portal.post('/njia/intake', aSubmission(casework.areaCode, change));
  const found = await casework.admin.get(`/items/cases?filter[code][_eq]=${body.caseCode}&fields=id`);
  return found.body.data[0].id as string;
}

/** Puts a task into the inbox as the projector does, for tests without an engine. */
export async function putTask(
  casework: Casework,
  task: { caseId: string; form: string; group?: string; elementId?: string; referralId?: string },
): Promise<string> {
  const { status, body } = await casework.admin.post('/items/tasks', {
    case: task.caseId,
    engine_task_id: randomUUID(),
    process_instance_id: randomUUID(),
    element_id: task.elementId ?? 'a-step',
    name: 'A step',
    form_collection: task.form,
    candidate_group: task.group ?? 'case-officers',
    state: 'open',
    referral: task.referralId ?? null,
  });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body.data.id as string;
}

interface FormField {
  field: string;
  type: string;
  meta: { required?: boolean; options?: { choices?: { value: unknown }[] } } | null;
}

/** A value for each field a form demands, taken from its own choices. */
export async function requiredOf(casework: Casework, collection: string): Promise<Record<string, unknown>> {
  const { body } = await casework.admin.get(`/fields/${collection}`);
  const demanded = (body.data as FormField[]).filter(({ meta }) => meta?.required);
  return Object.fromEntries(
    demanded.map(({ field, type, meta }) => {
      const choice = meta?.options?.choices?.[0]?.value;
      return [field, type === 'json' ? [choice] : (choice ?? (type === 'integer' ? 1 : 'x'))];
    }),
  );
}
