import { endEvent, externalTask, flow, startEvent, userTask } from '../../support/bpmn-text.ts';
import { processFile } from './process-file.ts';
import type { DrivenProcess } from './drive-processes.ts';

/** Three external and two user tasks, one after the other. */
export const FIVE_TASKS = processFile(
  'five-tasks',
  startEvent('start'),
  externalTask('screen'),
  userTask('review', { 'camunda:candidateGroups': 'case-officers' }),
  externalTask('prepare'),
  userTask('sign', { 'camunda:candidateGroups': 'case-officers' }),
  externalTask('send'),
  endEvent('end'),
  flow('start -> screen -> review -> prepare -> sign -> send -> end'),
);

/** How the five tasks are done: each external task answers one variable. */
export const fiveTasks: DrivenProcess = {
  key: 'five-tasks',
  start: (businessKey) => ({ caseId: businessKey, officeId: 'o-1' }),
  topics: { screen: { risk: 'high' }, prepare: { letter: 'l-1' }, send: { sent: true } },
  userTasks: { review: { decision: 'accepted' }, sign: { signed: true } },
  workerVariables: ['caseId'],
  lastTopic: 'send',
};
