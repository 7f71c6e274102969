import { z } from 'zod';
import { CountResult } from '../../../schemas/camunda/answers/fields.ts';

/** No body: it is done, or there is nothing. */
export const NOTHING = { 204: z.undefined().describe('No content.') };

/** Text as it is. */
export const TEXT = answerOf('Text.', { 'text/plain': z.string() });

/** Bytes, of the type they were stored with. */
export const BYTES = answerOf('Bytes.', {
  '*/*': z.instanceof(Buffer).meta({ type: 'string', format: 'binary' }),
});

/** How many rows there are. */
export const COUNT = { 200: CountResult };

/** What an answer of a type other than JSON holds, in the form Fastify takes it. */
function answerOf<Content extends Record<string, z.ZodType>>(description: string, content: Content) {
  const types = Object.entries(content).map(([type, schema]) => [type, { schema }]);
  return {
    200: {
      description,
      content: Object.fromEntries(types) as { [Type in keyof Content]: { schema: Content[Type] } },
    },
  };
}
