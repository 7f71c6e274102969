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

/** Answers an address that leads nowhere by its form; it is not repeated, as it may hold anything. */
export function refuseAddress(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  const message =
    error.code === 'FST_ERR_MAX_PARAM_LENGTH'
      ? 'The address holds an id that is too long.'
      : 'The address is not valid.';
  const body = { type: 'InvalidRequestException', message, code: null };
  // Bytes, because text would get a charset, which the stock client does not expect.
  void reply
    .status(error.statusCode ?? 400)
    .header('content-type', 'application/json')
    .send(Buffer.from(JSON.stringify(body)));
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
