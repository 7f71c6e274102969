import { OutboxOrder } from '../../schemas/outbox.ts';
import type { DemoCase } from './demo-cases.ts';
import type { DemoContext, Row } from './demo-types.ts';

/** A case that came in and was not registered yet can be worked on; the later ones are history no pathway could take up. */
const WORKABLE = ['received', 'registration'];

/** Outbox rows that start the pathway of the youngest demo cases, so that the inboxes of a demo are not empty; some are overdue. */
export function pathwayStartsOf({ random, now }: DemoContext, cases: DemoCase[]): Row[] {
  return cases
    .filter(({ status }) => WORKABLE.includes(status))
    .map(({ row }) => {
      const { kind, ...payload } = OutboxOrder.parse({
        kind: 'start-pathway',
        processKey: 'case-management',
        businessKey: row.id,
        variables: {
          caseId: { type: 'String', value: row.id },
          caseCode: { type: 'String', value: row['code'] },
          officeId: { type: 'String', value: row['office'] },
          channel: { type: 'String', value: row['channel'] },
        },
      });
      return {
        id: random.uuid(),
        kind,
        case: row.id,
        payload: JSON.stringify(payload),
        dedupe_key: `start:${row.id}`,
        attempts: 0,
        next_attempt_at: now,
        created_at: now,
      };
    });
}
