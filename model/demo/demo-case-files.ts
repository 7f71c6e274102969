import { boundTo } from './bound-to.ts';
import type { DemoCase } from './demo-cases.ts';
import { buildMonitoring } from './demo-monitoring.ts';
import { buildReferrals } from './demo-referrals.ts';
import type { OfferIndex } from './demo-referrals.ts';
import { idOf } from './demo-types.ts';
import type { DemoContext, Row, Tables } from './demo-types.ts';

/** Rows of every case by table: what each step leaves behind that the case has passed. */
export function buildCaseFiles(context: DemoContext, cases: DemoCase[], offers: OfferIndex): Tables {
  const tables: Tables = new Map();
  const add = (table: string, rows: Row[]): void => {
    tables.set(table, [...(tables.get(table) ?? []), ...rows]);
  };
  for (const demoCase of cases) {
    add('incidents', [incidentOf(context, demoCase)]);
    add('consents', consentsOf(context, demoCase));
    add('registrations', registrationsOf(context, demoCase, cases));
    const planning = planOf(context, demoCase);
    for (const [table, rows] of planning.rows) add(table, rows);
    const referrals = buildReferrals(context, demoCase, planning.services, offers);
    add('referrals', referrals.referrals);
    add('provider_choices', referrals.choices);
    add('service_records', referrals.records);
    for (const [table, rows] of buildMonitoring(context, demoCase)) add(table, rows);
  }
  return tables;
}

function incidentOf(context: DemoContext, demoCase: DemoCase): Row {
  const { incident, row, at } = demoCase;
  const happened = new Date(at(0).getTime() - context.random.between(0, 20) * 86_400_000);
  return {
    ...boundTo(context, demoCase, at(0), null),
    incident_type: idOf(context.references.incidentTypes, incident.type),
    happened_on: happened.toISOString().slice(0, 10),
    area: row['area'],
    is_detained: incident.isDetained,
    is_child: incident.isChild,
    is_sexual_violence: incident.isSexualViolence,
    perpetrator: incident.perpetrator,
    story: `An invented story, made for the demonstration (${incident.type.replaceAll('_', ' ')}).`,
    likelihood: incident.likelihood,
    impact: incident.impact,
  };
}

function consentsOf(context: DemoContext, demoCase: DemoCase): Row[] {
  const { random } = context;
  const withdrawnAt = demoCase.status === 'withdrawn' ? demoCase.at(0.9) : null;
  const purposes = [
    { purpose: 'case_services', given: true },
    { purpose: 'statistics', given: random.chance(0.7) },
    ...(demoCase.stage >= 3 ? [{ purpose: 'referral', given: true }] : []),
  ];
  return purposes.map(({ purpose, given }) => ({
    ...boundTo(context, demoCase, demoCase.at(0), null),
    purpose,
    given,
    medium: random.pick(['online', 'written', 'verbal']),
    valid_from: demoCase.at(0),
    withdrawn_at: withdrawnAt,
  }));
}

const DECISIONS: Readonly<Record<string, string>> = {
  not_eligible: 'not_eligible',
  duplicate: 'duplicate',
  redirected: 'redirected',
};

function registrationsOf(context: DemoContext, demoCase: DemoCase, cases: DemoCase[]): Row[] {
  const decision = DECISIONS[demoCase.status] ?? (demoCase.stage >= 2 ? 'accepted' : null);
  if (decision === null) return [];
  const sameOffice = cases.filter(
    ({ row, status }) =>
      row['office'] === demoCase.row['office'] && row !== demoCase.row && status !== 'duplicate',
  );
  return [
    {
      ...boundTo(context, demoCase, demoCase.at(0.05), demoCase.officer),
      decision,
      verified_by_call: context.random.chance(0.8),
      reason: ['not_eligible', 'redirected'].includes(decision)
        ? 'Invented: another body is in charge.'
        : null,
      duplicate_of: decision === 'duplicate' ? context.random.pick(sameOffice).row.id : null,
      redirected_to: decision === 'redirected' ? 'An invented body' : null,
    },
  ];
}

const NEEDS = {
  legal_aid: 30,
  medical: 14,
  psychosocial: 18,
  security_relocation: 8,
  shelter_safehouse: 7,
  emergency_fund: 9,
  digital_security: 6,
  transport: 4,
  child_protection: 4,
};

function planOf(context: DemoContext, demoCase: DemoCase): { rows: Tables; services: string[] } {
  const { random } = context;
  const rows: Tables = new Map();
  const services = [...new Set(Array.from({ length: random.between(1, 3) }, () => random.weighted(NEEDS)))];
  if (demoCase.stage < 3) return { rows, services: [] };
  rows.set('assessments', [
    {
      ...boundTo(context, demoCase, demoCase.at(0.12), demoCase.officer),
      needs: JSON.stringify(services),
      safety_now: 'Invented: stays with people who can be trusted.',
      likelihood: demoCase.incident.likelihood,
      impact: demoCase.incident.impact,
      protective_factors: 'Invented: colleagues who look after each other.',
    },
  ]);
  if (demoCase.stage < 4) return { rows, services: [] };
  const plan: Row = {
    ...boundTo(context, demoCase, demoCase.at(0.18), demoCase.officer),
    goal: 'Invented: to live and work in safety again.',
    services_to_refer: JSON.stringify(services),
    review_on: demoCase.at(0.6).toISOString().slice(0, 10),
  };
  rows.set('case_plans', [plan]);
  rows.set('case_plan_actions', actionsOf(context, demoCase, plan));
  if (['high', 'critical'].includes(demoCase.incident.riskLevel)) {
    rows.set('plan_approvals', [
      { ...boundTo(context, demoCase, demoCase.at(0.2), demoCase.supervisor), decision: 'approved' },
    ]);
  }
  return { rows, services };
}

function actionsOf(context: DemoContext, demoCase: DemoCase, plan: Row): Row[] {
  const actions = ['Call at the agreed time', 'Collect documents', 'Accompany to the first appointment'];
  return context.random.some(actions, context.random.between(1, 3)).map((action) => ({
    ...boundTo(context, demoCase, demoCase.at(0.18), demoCase.officer),
    case_plan: plan.id,
    action,
    who: context.random.pick(['Case officer', 'Client']),
    due_on: demoCase.at(0.4).toISOString().slice(0, 10),
    done_on: demoCase.stage >= 5 ? demoCase.at(0.38).toISOString().slice(0, 10) : null,
  }));
}
