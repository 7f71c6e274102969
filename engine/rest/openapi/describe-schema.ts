import { z } from 'zod';

/** A schema as OpenAPI 3.1 writes it. */
export type JsonSchema = Record<string, unknown>;

/** Schemas by name, which others refer to. */
export type NamedSchemas = Record<string, JsonSchema>;

/** What OpenAPI says of a value in an address. */
export interface Parameter {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  description?: string;
  schema: JsonSchema;
}

/** What a zod schema takes. */
export function describeSchema(schema: z.ZodType): JsonSchema {
  return describe(schema, 'input');
}

/** What is sent by a zod schema: all of it, and nothing beside. Schemas in it that have a name are added to `schemas`. */
export function describeAnswer(schema: z.ZodType, schemas: NamedSchemas): JsonSchema {
  const { $defs, ...answer } = describe(schema, 'output');
  Object.assign(schemas, $defs);
  return answer;
}

function describe(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const described = JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' }));
  const result = JSON.parse(described.replaceAll('"#/$defs/', '"#/components/schemas/')) as JsonSchema;
  // Which draft of JSON Schema it is, OpenAPI says of the whole document.
  delete result['$schema'];
  return result;
}

/** What a zod schema takes from an address, one parameter for each field. */
export function describeParameters(schema: z.ZodType): Parameter[] {
  const forms = formsOf(describeSchema(schema));
  const names = new Set(forms.flatMap(({ properties }) => Object.keys(properties)));
  return [...names].map((name) => {
    const { description, ...value } = oneOf(
      forms.flatMap(({ properties }) => (name in properties ? [properties[name] ?? {}] : [])),
    );
    return {
      name,
      in: 'query',
      required: forms.every(({ required }) => required?.includes(name)),
      ...(typeof description === 'string' ? { description } : {}),
      schema: value,
    };
  });
}

interface ObjectForm {
  properties: Record<string, JsonSchema>;
  required?: string[];
}

/** The objects that a schema allows. */
function formsOf(schema: JsonSchema): ObjectForm[] {
  const choices = (schema['oneOf'] ?? schema['anyOf']) as JsonSchema[] | undefined;
  return choices ? choices.flatMap(formsOf) : [schema as unknown as ObjectForm];
}

function oneOf(schemas: JsonSchema[]): JsonSchema {
  const different = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
  return different.length === 1 && different[0] ? different[0] : { anyOf: different };
}
