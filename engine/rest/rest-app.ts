import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifySchema,
  FastifyTypeProvider,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { z } from 'zod';
import { EngineError } from '../usecases/errors.ts';
import { parseRequest } from './parse-request.ts';

declare module 'fastify' {
  interface FastifySchema {
    /** What the route does, as one sentence without a full stop. */
    summary?: string;
    /** What Camunda 7 does otherwise, or that it has no such route. @default nothing */
    differs?: string;
    /** What a multipart form holds, which the route parses itself. @default no form is taken */
    form?: z.ZodType;
  }
}

/** Requests are of the types that the zod schemas of their route parse to; a handler answers what the schema of the answer says. */
export interface ZodTypes extends FastifyTypeProvider {
  validator: this['schema'] extends z.ZodType ? z.output<this['schema']> : unknown;
  serializer: this['schema'] extends z.ZodType ? z.input<this['schema']> : unknown;
}

/**
 * An app whose routes name zod schemas for what they take and what they answer, and the OpenAPI document shows them. What is taken
 * is parsed; what is answered is held to its schema by the compiler and the tests, as parsing it would cost every request time.
 */
export type RestApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypes
>;

/**
 * What a route does, takes and answers, as options of the route.
 *
 * @param summary one sentence without a full stop.
 */
export function does<Schema extends FastifySchema = object>(
  summary: string,
  schema?: Schema,
): { schema: Schema & { summary: string } } {
  return { schema: { ...(schema as Schema), summary } };
}

/** Lets the schemas of routes parse what they take, before a handler sees it. */
export function parseBySchemas(app: FastifyInstance): RestApp {
  app.setValidatorCompiler<z.ZodType>(({ schema }) => (given: unknown) => {
    try {
      return { value: parseRequest(schema, given) };
    } catch (error) {
      if (error instanceof EngineError) return { error };
      throw error;
    }
  });
  return app.withTypeProvider<ZodTypes>();
}
