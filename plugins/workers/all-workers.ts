import type { DecisionModel } from '../../bpmn/decisions/decision-model.ts';
import type { Directus } from './directus/connect-directus.ts';
import type { SendMessage } from './messages/message-runner.ts';
import { matchProviders } from './topics/match-providers.ts';
import { recordNoResponse } from './topics/record-no-response.ts';
import { screenCase } from './topics/screen-case.ts';
import { sendOffer } from './topics/send-offer.ts';
import { sendReminder } from './topics/send-reminder.ts';
import { summariseClosure } from './topics/summarise-closure.ts';
import type { Worker } from './worker.ts';

/** What the workers work with. */
export interface WorkerServices {
  directus: Directus;
  decisions: DecisionModel;
  sendMessage: SendMessage;
  now: () => Date;
}

/** Every topic Njia serves; a new worker is added here. */
export function allWorkers({ directus, decisions, sendMessage, now }: WorkerServices): Worker[] {
  return [
    screenCase(directus, decisions, now),
    matchProviders(directus),
    sendOffer(directus, sendMessage, now),
    recordNoResponse(directus),
    sendReminder(directus, sendMessage),
    summariseClosure(directus, now),
  ];
}
