import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DrivenProcess } from './drive-processes.ts';

const FOLDER = join(import.meta.dirname, '../../../bpmn');

/** The diagrams of the pathway as people run them. */
export async function pathwayFiles(): Promise<Record<string, string>> {
  const names = ['case-management.bpmn', 'referral.bpmn'];
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(FOLDER, name), 'utf8')] as const)),
  );
}

const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);

/** A case with one referral, from intake to the summary of its closure: 5 external tasks, 8 or 9 user tasks, a message, a timer. */
export const casePathway: DrivenProcess = {
  key: 'case-management',
  start: (caseId) => ({ caseId, caseCode: caseId, officeId: 'o-1', channel: 'portal' }),
  topics: {
    'screen-case': {
      riskLevel: 'high',
      likelyDuplicates: 0,
      registrationDueAt: inDays(2),
      assessmentDueAt: inDays(4),
      planDueAt: inDays(6),
      closureDueAt: inDays(90),
      followUpEvery: 'PT1S',
      reviewEvery: 'P90D',
    },
    'match-providers': { candidateCount: 2 },
    'send-offer': { answerDueAt: inDays(3) },
    'send-reminder': {},
    'summarise-closure': {},
  },
  userTasks: {
    'register-case': { registrationDecision: 'accepted' },
    'make-plan': { planReferralIds: ['r-1'] },
    'approve-plan': { planDecision: 'approved' },
    'choose-provider': { providerChoice: 'offer' },
    'record-service': { serviceResult: 'completed' },
    'follow-up': { followUpResult: 'closing' },
    'review-case': { reviewOutcome: 'close' },
    'close-case': { closureReason: 'goals_met' },
  },
  workerVariables: ['referralId'],
  outside: {
    'send-offer': (client, { processInstanceId }) =>
      client.post('/message', {
        messageName: 'ProviderAnswered',
        processInstanceId,
        processVariables: { providerAnswer: { value: 'accepted', type: 'String' } },
      }),
  },
  lastTopic: 'summarise-closure',
};
