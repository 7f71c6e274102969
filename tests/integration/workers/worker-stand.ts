import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDecisions } from '../../../bpmn/decisions/parse-decisions.ts';
import { allWorkers } from '../../../plugins/workers/all-workers.ts';
import { connectDirectus } from '../../../plugins/workers/directus/connect-directus.ts';
import { messageRunner } from '../../../plugins/workers/messages/message-runner.ts';
import type { Outcome } from '../../../plugins/workers/running/run-worker.ts';
import { runTopic } from '../../../plugins/workers/test-kit.ts';
import { startDirectus } from '../../support/directus-server.ts';
import { openMailbox } from '../../support/mailbox.ts';
import type { ReceivedMail } from '../../support/mailbox.ts';
import { startN8nRunner } from '../../support/n8n-runner.ts';
import { caseFixture } from './case-fixture.ts';
import type { CaseFixture } from './case-fixture.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** What the clock of the workers shows. */
export const NOW = new Date('2026-03-10T10:00:00.000Z');

/** Everything workers work with, real but for the clock; only the engine is left out. */
export interface WorkerStand {
  fixture: CaseFixture;
  mails: ReceivedMail[];
  /** Runs the worker of a topic once. @param taskId - the same one stands for the same task tried again */
  perform: (topic: string, variables: Record<string, unknown>, taskId?: string) => Promise<Outcome>;
  stop: () => Promise<void>;
}

/** Starts Directus with our extension, the message runner and a mail server. */
export async function startWorkerStand(): Promise<WorkerStand> {
  const directus = await startDirectus({
    demo: false,
    config: { ENGINE_URL: 'http://127.0.0.1:9/engine-rest' },
  });
  const mailbox = await openMailbox();
  const runner = await startN8nRunner({
    directusPort: directus.config.DIRECTUS_PORT,
    serviceToken: directus.serviceToken,
    token: directus.config.N8N_RUNNER_TOKEN,
    smtpUrl: mailbox.url,
  });
  const workers = allWorkers({
    directus: connectDirectus(directus.url, directus.serviceToken),
    decisions: await parseDecisions(await readFile(join(ROOT, 'bpmn/screening.dmn'), 'utf8')),
    sendMessage: messageRunner(runner.url, runner.token),
    now: () => NOW,
  });
  return {
    fixture: caseFixture(directus),
    mails: mailbox.mails,
    perform: async (topic, variables, taskId = 'task-1') => {
      const worker = workers.find((candidate) => candidate.topic === topic);
      if (!worker) throw new Error(`There is no worker for ${topic}.`);
      return (await runTopic(worker, variables, { taskId })).outcome;
    },
    stop: async () => {
      await runner.stop();
      await mailbox.close();
      await directus.stop();
    },
  };
}
