import type { Variables } from '../../executors/port.ts';
import { insertContent } from '../../store/variables.ts';
import type { Work } from '../step/work.ts';
import { parseVariable } from './parse-variable.ts';
import type { VariableInput } from './parse-variable.ts';

/** Variables as clients send them, by name. */
export type VariableInputs = Readonly<Record<string, VariableInput>>;

/** Names an executor could confuse with its own objects. */
const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Checks variables a client sent and stores the bytes of files.
 *
 * @param rootInstanceId the top of the call hierarchy; file bytes are kept as long as its history.
 * @throws EngineError 400 for a value that does not fit its type.
 */
export async function takeVariables(
  work: Work,
  rootInstanceId: string,
  inputs: VariableInputs | null | undefined,
): Promise<Variables> {
  const variables: Variables = {};
  for (const [name, input] of Object.entries(inputs ?? {})) {
    if (FORBIDDEN_NAMES.has(name)) continue;
    const { value, file } = parseVariable(name, input);
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
