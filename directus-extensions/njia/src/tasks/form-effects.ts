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

/** The officer asked the client, so a completed service is verified, not only claimed. */
async function endReferral({ task, form, now, service }: EffectContext): Promise<EngineVariables> {
  if (!task.referral) return {};
  const change =
    form['result'] === 'completed'
      ? { state: 'verified_complete', completed_at: now.toISOString() }
      : { state: 'failed', failure_reason: form['failure_reason'] };
  await service('referrals').updateOne(task.referral, change, WITHOUT_EVENTS);
  return {};
}
