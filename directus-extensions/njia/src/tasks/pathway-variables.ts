import type { EngineVariable, EngineVariables } from '../../../../schemas/outbox.ts';
import { engineDateOf } from '../engine/engine-answers.ts';

/** A field that reaches the pathway, with the type of its column. */
export interface PathwayField {
  field: string;
  variable: string;
  /** Directus type of the field: string, integer, boolean, timestamp, json, … */
  type: string;
}

/**
 * Process variables from a saved form row. A field of a type that may hold a story (text, files, geometry) is never sent,
 * whatever the administrator marked: no personal data in the engine.
 */
export function pathwayVariables(fields: PathwayField[], row: Record<string, unknown>): EngineVariables {
  const variables: EngineVariables = {};
  for (const { field, variable, type } of fields) {
    const typed = typedValue(type, row[field]);
    if (typed) variables[variable] = typed;
  }
  return variables;
}

/** Longest text that passes for a code. */
const LONGEST_CODE = 200;

function typedValue(type: string, value: unknown): EngineVariable | null {
  if (value === undefined) return null;
  const wireType = WIRE_TYPES[type];
  if (!wireType) return null;
  if (value === null) return { type: 'Null', value: null };
  switch (wireType) {
    case 'Integer':
    case 'Double':
      return { type: wireType, value: Number(value) };
    case 'Boolean':
      return { type: wireType, value: value === true || value === 'true' };
    case 'Date':
      return { type: wireType, value: engineDateOf(new Date(value as string | Date)) };
    case 'Json':
      return { type: wireType, value: typeof value === 'string' ? value : JSON.stringify(value) };
    case 'String':
      return typeof value !== 'string' || value.length > LONGEST_CODE ? null : { type: wireType, value };
  }
}

const WIRE_TYPES: Readonly<Record<string, 'String' | 'Integer' | 'Double' | 'Boolean' | 'Date' | 'Json'>> = {
  string: 'String',
  uuid: 'String',
  integer: 'Integer',
  bigInteger: 'Integer',
  float: 'Double',
  decimal: 'Double',
  boolean: 'Boolean',
  date: 'Date',
  dateTime: 'Date',
  timestamp: 'Date',
  json: 'Json',
  csv: 'String',
};
