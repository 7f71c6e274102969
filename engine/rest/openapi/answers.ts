import type { JsonSchema } from './describe-schema.ts';

/** What a route answers when all is well, by status. */
export type Answers = Readonly<Record<number, Answer>>;

interface Answer {
  description: string;
  content?: Readonly<Record<string, { schema: JsonSchema }>>;
}

/** JSON. */
export const JSON_ANSWER: Answers = {
  200: { description: 'As Camunda 7 answers.', content: { 'application/json': { schema: {} } } },
};

/** JSON, or comma-separated values when `Accept` asks for them. */
export const JSON_OR_CSV: Answers = {
  200: {
    description: 'As Camunda 7 answers.',
    content: { 'application/json': { schema: {} }, 'text/csv': { schema: { type: 'string' } } },
  },
};

/** No body: it is done, or there is nothing. */
export const NOTHING: Answers = { 204: { description: 'No content.' } };

/** Text as it is. */
export const TEXT: Answers = {
  200: { description: 'Text.', content: { 'text/plain': { schema: { type: 'string' } } } },
};

/** Bytes, of the type they were stored with. */
export const BYTES: Answers = {
  200: { description: 'Bytes.', content: { '*/*': { schema: { type: 'string', format: 'binary' } } } },
};

/** How many rows there are. */
export const COUNT: Answers = objectAnswer({ count: { type: 'integer' } });

/** A page of rows. */
export const ROWS: Answers = {
  200: {
    description: 'The rows.',
    content: { 'application/json': { schema: { type: 'array', items: { type: 'object' } } } },
  },
};

function objectAnswer(properties: Record<string, JsonSchema>): Answers {
  const schema = { type: 'object', properties, required: Object.keys(properties) };
  return { 200: { description: 'As Camunda 7 answers.', content: { 'application/json': { schema } } } };
}
