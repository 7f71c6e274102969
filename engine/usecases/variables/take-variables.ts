import type { Variables } from '../../executors/port.ts';
import { insertContent } from '../../store/variables.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import type { Work } from '../step/work.ts';
import { parseVariable } from './parse-variable.ts';
import type { ParsedVariable, VariableInput } from './parse-variable.ts';

/** Variables as clients send them, by name. */
export type VariableInputs = Readonly<Record<string, VariableInput>>;

/** Names an executor could confuse with its own objects. */
const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Checks variables a client sent and stores the bytes of files.
 *
 * @param rootInstanceId the top of the call hierarchy; file bytes are kept as long as its history.
 * @param failed what Camunda's resource says before the reason, for example `Cannot complete task 1: `. @default nothing
 * @throws EngineError 400 for a value that does not fit its type.
 */
export async function takeVariables(
  work: Work,
  rootInstanceId: string,
  inputs: VariableInputs | null | undefined,
  failed = '',
): Promise<Variables> {
  const variables: Variables = {};
  for (const [name, input] of Object.entries(inputs ?? {})) {
    if (FORBIDDEN_NAMES.has(name)) continue;
    const { value, file } = parse(name, input, failed);
    if (file) {
      const contentId = work.engine.newId();
      await insertContent(work.tx, contentId, rootInstanceId, file);
      variables[name] = { ...value, value: contentId };
    } else {
      variables[name] = value;
    }
  }
  return variables;
}

/** Checks variables that are taken later. @param failed as for `takeVariables` @throws EngineError 400 as `takeVariables` */
export function requireVariables(inputs: VariableInputs, failed: string): void {
  for (const [name, input] of Object.entries(inputs)) parse(name, input, failed);
}

function parse(name: string, input: VariableInput, failed: string): ParsedVariable {
  try {
    return parseVariable(name, input);
  } catch (error) {
    throw error instanceof EngineError ? invalidRequest(`${failed}${error.message}`) : error;
  }
}
