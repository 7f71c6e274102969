import { createHash, timingSafeEqual } from 'node:crypto';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { IWorkflowBase } from 'n8n-workflow';
import { RunWorkflowBody } from '../../schemas/messages.ts';
import { placeOf } from '../logging/create-log.ts';
import type { Log } from '../logging/create-log.ts';
import type { RunResult, RunWorkflow } from './run-workflow.ts';

/** What the server runs, for whom, and where it reports. */
export interface RunnerServerOptions {
  workflows: ReadonlyMap<string, IWorkflowBase>;
  runWorkflow: RunWorkflow;
  /** Callers show it as bearer token. */
  token: string;
  /** Sender of e-mails; empty: messages are recorded and not sent. */
  mailFrom: string;
  log: Log;
}

/**
 * `POST /run/:workflowId` and `GET /health`, not listening yet.
 *
 * The same key asked twice at once runs once here; asked again later, the workflow finds its message recorded and sent.
 */
export function createRunnerServer(options: RunnerServerOptions): FastifyInstance {
  const { workflows, runWorkflow, token, mailFrom, log } = options;
  const running = new Map<string, Promise<RunResult>>();
  const server = fastify({ logger: false, bodyLimit: 16 * 1024 });

  server.get('/health', () => ({
    status: 'ok',
    workflows: [...workflows.keys()],
    sendsEmail: mailFrom !== '',
  }));

  server.post<{ Params: { workflowId: string } }>('/run/:workflowId', async (request, reply) => {
    if (!isSameText(request.headers.authorization ?? '', `Bearer ${token}`)) {
      return reply.code(401).send(problem('not-allowed', 'Show N8N_RUNNER_TOKEN as bearer token.'));
    }
    const { workflowId } = request.params;
    const workflow = workflows.get(workflowId);
    if (!workflow) {
      return reply.code(404).send(problem('unknown-workflow', `There is no workflows/${workflowId}.json.`));
    }
    const body = RunWorkflowBody.safeParse(request.body);
    if (!body.success) {
      const fields = body.error.issues.map((issue) => `${issue.path.join('.')} (${issue.code})`).join(', ');
      return reply.code(400).send(problem('bad-event', `The message cannot be sent as it is: ${fields}.`));
    }
    const { event, dedupeKey } = body.data;
    const beganAt = performance.now();
    const key = `${workflowId} ${dedupeKey}`;
    const run = running.get(key) ?? runWorkflow(workflow, { event, dedupeKey, mailFrom });
    running.set(key, run);
    try {
      const result = await run;
      const durationMs = Math.round(performance.now() - beganAt);
      if (result.status === 'success') {
        log('info', 'workflow-run', { workflowId, caseCode: event.caseCode, durationMs });
        return result;
      }
      log('warn', 'workflow-failed', { workflowId, caseCode: event.caseCode, node: result.node, durationMs });
      return await reply.code(502).send({
        ...problem('workflow-failed', `Step "${result.node}" of "${workflowId}" failed.`),
        node: result.node,
      });
    } catch (error) {
      log('error', 'workflow-defect', { workflowId, ...placeOf(error) });
      return reply
        .code(502)
        .send({ ...problem('workflow-failed', `"${workflowId}" could not be run.`), node: null });
    } finally {
      running.delete(key);
    }
  });
  return server;
}

function problem(code: string, message: string): { code: string; message: string } {
  return { code, message };
}

function isSameText(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
