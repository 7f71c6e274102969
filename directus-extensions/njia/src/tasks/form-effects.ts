/**
 * What saving a form means beyond its own row and the fields marked for the pathway. Each effect runs in the transaction
 * of the completion and may add process variables.
 */
import type { EngineVariables } from '../../../../schemas/outbox.ts';
import type { ItemsService, Row } from '../directus/context.ts';
import { WITHOUT_EVENTS } from '../directus/context.ts';
import { draftReferrals } from './draft-referrals.ts';
import type { TaskRow } from './task-access.ts';

/** With what an effect works. */
export interface EffectContext {
  task: TaskRow;
  /** The saved form row. */
  form: Row;
  user: string | null;
  now: Date;
  /** Acts as the system, in the transaction. */
  service: (collection: string) => ItemsService;
}

type Effect = (context: EffectContext) => Promise<EngineVariables>;

/** Runs what the form's collection asks for; a collection that is not listed asks for nothing. */
export async function runFormEffect(collection: string, context: EffectContext): Promise<EngineVariables> {
  return (await EFFECTS[collection]?.(context)) ?? {};
}

const EFFECTS: Readonly<Record<string, Effect>> = {
  registrations: rememberCaseOfficer,
  case_plans: makeReferrals,
  provider_choices: chooseProvider,
  service_records: endReferral,
};

async function rememberCaseOfficer({ task, form, user, service }: EffectContext): Promise<EngineVariables> {
  if (form['decision'] === 'accepted' && user) {
    await service('cases').updateOne(task.case, { case_officer: user }, WITHOUT_EVENTS);
  }
  return {};
}

async function makeReferrals({ task, form, service }: EffectContext): Promise<EngineVariables> {
  const codes = Array.isArray(form['services_to_refer']) ? (form['services_to_refer'] as string[]) : [];
  const parts = { referrals: service('referrals'), services: service('services') };
  const ids = await draftReferrals(parts, task.case, codes);
  return { planReferralIds: { type: 'Json', value: JSON.stringify(ids) } };
}

async function chooseProvider({ task, form, service }: EffectContext): Promise<EngineVariables> {
  if (!task.referral) return {};
  const change =
    form['choice'] === 'offer'
      ? { chosen_offer: form['chosen_offer'] }
      : { state: 'cancelled', chosen_offer: null };
  await service('referrals').updateOne(task.referral, change, WITHOUT_EVENTS);
  return {};
}

/**
 * The officer asked the client, so a completed service is verified, not only claimed. After a failed one the pathway looks
 * for another provider: the referral is a draft again, and nothing of it is shown to the first one any more.
 */
async function endReferral({ task, form, now, service }: EffectContext): Promise<EngineVariables> {
  if (!task.referral) return {};
  const referrals = service('referrals');
  if (form['result'] === 'completed') {
    const completed = { state: 'verified_complete', completed_at: now.toISOString() };
    await referrals.updateOne(task.referral, completed, WITHOUT_EVENTS);
    return {};
  }
  const before = await referrals.readOne(task.referral, { fields: ['chosen_offer', 'tried_offers'] });
  const tried = new Set((before['tried_offers'] as string[] | null) ?? []);
  if (typeof before['chosen_offer'] === 'string') tried.add(before['chosen_offer']);
  const again = {
    state: 'draft',
    chosen_offer: null,
    tried_offers: [...tried],
    failure_reason: form['failure_reason'],
    share_package: null,
    answer_due_at: null,
  };
  await referrals.updateOne(task.referral, again, WITHOUT_EVENTS);
  return {};
}
