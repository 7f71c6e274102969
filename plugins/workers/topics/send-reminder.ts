import { readItem } from '@directus/sdk';
import { MESSAGE_VERBS } from '../../../schemas/messages.ts';
import { SendReminderInput, SendReminderOutput } from '../../../schemas/topics.ts';
import type { Directus } from '../directus/connect-directus.ts';
import { isCaseOver } from '../closing/is-case-over.ts';
import type { SendMessage } from '../messages/message-runner.ts';
import { defineWorker } from '../worker.ts';
import type { Worker } from '../worker.ts';

/**
 * Tells the office of a case, and its case officer by e-mail, which step waits, why they hear of it, and what to do next. A
 * case that is over is not reminded of.
 *
 * May be repeated: the message carries a key made of the external task's id, so one reminder is sent once and the next round
 * of the same step is a new one.
 */
export function sendReminder(directus: Directus, sendMessage: SendMessage): Worker {
  return defineWorker({
    topic: 'send-reminder',
    input: SendReminderInput,
    output: SendReminderOutput,
    handle: async ({ caseId, reminderKind }, { taskId, log }) => {
      const row = await directus(
        readItem('cases', caseId, { fields: ['code', 'status', 'office', { case_officer: ['email'] }] }),
      );
      if (isCaseOver(row.status)) {
        log('info', 'reminder-not-needed', { caseId, status: row.status });
        return {};
      }
      const email = row.case_officer?.email;
      const event = {
        caseCode: row.code,
        verb: verbOf(reminderKind),
        ...(row.office && { recipientOffice: row.office }),
        ...(email && { email }),
      };
      await sendMessage(
        'notify-reminder',
        event,
        `reminder:${caseId}:${reminderKind}:${taskId}`.slice(0, 200),
      );
      log('info', 'reminder-sent', { caseId, reminderKind });
      return {};
    },
  });
}

/** A step an administrator added to the pathway has no sentence of its own. */
function verbOf(reminderKind: string): string {
  return Object.hasOwn(MESSAGE_VERBS, reminderKind)
    ? MESSAGE_VERBS[reminderKind as keyof typeof MESSAGE_VERBS]
    : MESSAGE_VERBS['step-due'];
}
