import type { FastifyReply } from 'fastify';

/** Answers that it is done, and nothing more. */
export const noContent = (reply: FastifyReply): FastifyReply => reply.status(204).send();
