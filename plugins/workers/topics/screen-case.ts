import { updateItem } from '@directus/sdk';
import { ScreenCaseInput, ScreenCaseOutput } from '../../../schemas/topics.ts';
import type { DecisionModel } from '../../../bpmn/decisions/decision-model.ts';
import type { Directus } from '../directus/connect-directus.ts';
import { assessRisk } from '../screening/assess-risk.ts';
import { findLikelyDuplicates } from '../screening/find-likely-duplicates.ts';
import {
  isRepeatWithin30Days,
  readComparableCases,
  readScreenedCase,
} from '../screening/read-screened-case.ts';
import { addDuration } from '../sla/add-duration.ts';
import { readClocks } from '../sla/read-clocks.ts';
import { defineWorker } from '../worker.ts';
import type { Worker } from '../worker.ts';

/**
 * Screens a new case: risk by the decision table, likely duplicates for an officer to judge, due dates from the response times
 * of that risk, counted from the moment the case was received or, for a case that had ended, from now. A plan overdue and one review later, a case should be closed.
 *
 * May be repeated: it looks only at what was there when the case came and overwrites its own earlier answer.
 */
export function screenCase(directus: Directus, decisions: DecisionModel, now: () => Date): Worker {
  return defineWorker({
    topic: 'screen-case',
    input: ScreenCaseInput,
    output: ScreenCaseOutput,
    handle: async ({ caseId }, { log }) => {
      const screened = await readScreenedCase(directus, caseId);
      const isRepeat = await isRepeatWithin30Days(directus, screened);
      const { riskLevel, riskScore } = assessRisk(decisions, { ...screened.risk, isRepeat });
      const duplicates = findLikelyDuplicates(screened.traits, await readComparableCases(directus, screened));
      const clocks = await readClocks(directus, riskLevel);
      const begins = screened.closedAt === null ? screened.receivedAt : now();
      const planDueAt = addDuration(begins, clocks('plan'));
      await directus(
        updateItem('cases', caseId, {
          risk_level: riskLevel,
          risk_score: riskScore,
          likely_duplicates: duplicates,
        }),
      );
      log('info', 'case-screened', { caseId, riskLevel, likelyDuplicates: duplicates.length });
      return {
        riskLevel,
        likelyDuplicates: duplicates.length,
        registrationDueAt: addDuration(begins, clocks('registration')),
        assessmentDueAt: addDuration(begins, clocks('assessment')),
        planDueAt,
        closureDueAt: addDuration(planDueAt, clocks('review')),
        followUpEvery: clocks('follow_up'),
        reviewEvery: clocks('review'),
      };
    },
  });
}
