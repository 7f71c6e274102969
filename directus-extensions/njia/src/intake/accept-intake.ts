import { randomUUID } from 'node:crypto';
import type { SchemaOverview } from '@directus/types';
import type { Knex } from 'knex';
import type { IntakeReceipt, IntakeSubmission } from '../../../../schemas/intake.ts';
import { caseCode, nextCaseNumber } from '../cases/case-number.ts';
import type { DirectusContext, ItemsService, Row } from '../directus/context.ts';
import { WITHOUT_EVENTS } from '../directus/context.ts';
import { InvalidInput, NoOffice } from '../errors.ts';
import { sealIdentity } from '../../../../model/identity/client-identity.ts';
import { receiptCodeOf, receiptHashOf } from '../identity/receipt-code.ts';
import { phoneHash } from '../../../../model/identity/sealed-text.ts';
import { findOffice } from './find-office.ts';
import { answersOf, loadIntakeQuestions } from './intake-questions.ts';

/** How a consent reached us, by channel. */
const MEDIUM_OF_CHANNEL: Record<IntakeSubmission['channel'], string> = {
  portal: 'online',
  sms: 'sms',
  phone: 'verbal',
  helpline: 'verbal',
  walk_in: 'verbal',
  referral_in: 'written',
};

/** A submission that was taken, now or before. */
export interface AcceptedIntake {
  receipt: IntakeReceipt;
  caseId: string;
}

/**
 * Takes a request for help: client with sealed identity, case, incident and consents in one transaction, which also queues
 * the start of the pathway. The same submission again gives the same case.
 *
 * @throws InvalidInput for an unknown area or incident type, NoOffice when nobody takes requests.
 */
export async function acceptIntake(
  directus: DirectusContext,
  submission: IntakeSubmission,
  identityKey: string,
): Promise<AcceptedIntake> {
  const receiptCode = receiptCodeOf(submission.submissionId, identityKey);
  const earlier = await findCase(directus.database, submission.submissionId);
  if (earlier) return { receipt: { caseCode: earlier.code, receiptCode }, caseId: earlier.id };
  const schema = await directus.getSchema();
  try {
    const opened = await directus.database.transaction((trx) =>
      storeIntake({ trx, schema, directus, submission, identityKey, receiptCode }),
    );
    return { receipt: { caseCode: opened.code, receiptCode }, caseId: opened.id };
  } catch (error) {
    // Sent twice at the same moment: the other one won.
    const winner = await findCase(directus.database, submission.submissionId);
    if (!winner) throw error;
    return { receipt: { caseCode: winner.code, receiptCode }, caseId: winner.id };
  }
}

interface StoreContext {
  trx: Knex;
  schema: SchemaOverview;
  directus: DirectusContext;
  submission: IntakeSubmission;
  identityKey: string;
  receiptCode: string;
}

async function storeIntake(context: StoreContext): Promise<{ id: string; code: string }> {
  const { trx, schema, directus, submission, identityKey, receiptCode } = context;
  const service = (collection: string): ItemsService =>
    new directus.services.ItemsService(collection, { knex: trx, schema, accountability: null });
  const now = new Date();
  const area = await areaId(trx, submission.areaCode);
  const office = await findOffice(trx, area);
  if (!office) throw new NoOffice();
  const caseNumber = await nextCaseNumber(trx);
  const client = await service('clients').createOne(
    clientRow(submission, identityKey, caseNumber),
    WITHOUT_EVENTS,
  );
  const opened = { id: randomUUID(), code: caseCode(now.getUTCFullYear(), caseNumber) };
  await service('cases').createOne(
    {
      ...opened,
      client,
      area,
      office,
      channel: submission.channel,
      language: submission.language,
      submission_id: submission.submissionId,
      receipt_hash: receiptHashOf(receiptCode, identityKey),
    },
    WITHOUT_EVENTS,
  );
  const incidentType = await incidentTypeId(trx, submission.incidentType);
  const answers = answersOf(submission.answers ?? {}, await loadIntakeQuestions(trx, schema));
  await service('incidents').createOne(
    { ...answers, ...incidentRow(submission), case: opened.id, office, area, incident_type: incidentType },
    WITHOUT_EVENTS,
  );
  for (const consent of consentRows(submission, now)) {
    await service('consents').createOne({ ...consent, case: opened.id, office }, WITHOUT_EVENTS);
  }
  return opened;
}

function clientRow(submission: IntakeSubmission, identityKey: string, caseNumber: number): Row {
  const { name, phone, address, safeContact: contact } = submission;
  const identity = {
    ...(name ? { name } : {}),
    ...(phone ? { phone } : {}),
    ...(address ? { address } : {}),
    ...(contact ? { contact } : {}),
  };
  return {
    display_name: `Client ${caseNumber}`,
    is_anonymous: !name,
    can_contact: Boolean(phone ?? contact),
    languages: [submission.language],
    identity_sealed: sealIdentity(identity, identityKey),
    phone_hash: phone ? phoneHash(phone, identityKey) : null,
  };
}

function incidentRow(submission: IntakeSubmission): Row {
  return {
    happened_on: submission.happenedOn ?? null,
    story: submission.story,
    is_detained: submission.isDetained,
    is_child: submission.isChild,
    is_sexual_violence: submission.isSexualViolence,
  };
}

/** Services and statistics are asked on the form; consent to share with a provider is asked for in person, per case. */
function consentRows(submission: IntakeSubmission, now: Date): Row[] {
  const medium = MEDIUM_OF_CHANNEL[submission.channel];
  return [
    { purpose: 'case_services', given: submission.consentToServices, medium, valid_from: now.toISOString() },
    { purpose: 'statistics', given: submission.consentToStatistics, medium, valid_from: now.toISOString() },
  ];
}

async function areaId(database: Knex, code: string): Promise<string> {
  const area = await database('areas').where({ code }).first<{ id: string } | undefined>('id');
  if (!area)
    throw new InvalidInput({ field: 'areaCode', message: 'This area is not known. Choose one of the list.' });
  return area.id;
}

async function incidentTypeId(database: Knex, code: string | undefined): Promise<string | null> {
  if (!code) return null;
  const type = await database('incident_types').where({ code }).first<{ id: string } | undefined>('id');
  if (!type) {
    throw new InvalidInput({
      field: 'incidentType',
      message: 'This kind of incident is not known. Choose one of the list.',
    });
  }
  return type.id;
}

function findCase(database: Knex, submissionId: string): Promise<{ id: string; code: string } | undefined> {
  return database('cases')
    .where({ submission_id: submissionId })
    .first<{ id: string; code: string } | undefined>('id', 'code');
}
