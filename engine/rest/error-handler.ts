import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { describeError } from '../log.ts';
import type { Log } from '../log.ts';
import { EngineError, toEngineError } from '../usecases/errors.ts';

interface ErrorBody {
  type: string;
  message: string;
  code: number | null;
  [field: string]: unknown;
}

/** Turns any error into Camunda's `{ type, message, code }`; what nobody foresaw is logged and says nothing outside. */
export function createErrorHandler(log: Log) {
  return async (error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { status, body } = answerFor(error);
    if (status >= 500) {
      const route = request.routeOptions.url;
      log(error instanceof EngineError ? 'warn' : 'error', 'request-failed', {
        route,
        status,
        ...describeError(error),
      });
    }
    return reply.status(status).send(body);
  };
}

function answerFor(error: unknown): { status: number; body: ErrorBody } {
  const { statusCode, message: refusal } = error as Partial<FastifyError>;
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return {
      status: statusCode,
      body: { type: 'InvalidRequestException', message: refusal ?? '', code: null },
    };
  }
  const { status, type, message, code, extra } = toEngineError(error);
  return { status, body: { type, message, code, ...extra } };
}
