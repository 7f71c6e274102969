import { runInNewContext } from 'node:vm';

import { ExecutorFailure } from '../executor-failure.ts';
import { toExpressionValue } from '../typed-values.ts';
import { JsonNode } from '../../expressions/json-node.ts';
import { createExecutionObject } from './expression-scope.ts';
import type { LiveInstance } from './live-instance.ts';

/** Longer than any script that computes a value; the engine stands still meanwhile. */
const TIMEOUT_MS = 1000;

/**
 * Runs a JavaScript snippet with the visible variables and `execution`, and answers the value of its last expression.
 * Only reached when scripts are allowed: `node:vm` separates globals, it is no sandbox against the model's author.
 */
export function runScript(
  instance: LiveInstance,
  script: string,
  path: string[],
  elementId: string,
): unknown {
  const sandbox: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [name, variable] of Object.entries(instance.step.variables.visible(path))) {
    const value = toExpressionValue(variable);
    sandbox[name] = value instanceof JsonNode ? value.data : value;
  }
  sandbox['execution'] = Object.fromEntries(createExecutionObject(instance, path, elementId).methods);
  try {
    return runInNewContext(script, sandbox, { timeout: TIMEOUT_MS }) ?? null;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'it threw something that is no error';
    const failure = new ExecutorFailure(`The script of '${elementId}' failed: ${reason}.`, {
      activityId: elementId,
      cause,
    });
    instance.fatalError ??= failure;
    throw failure;
  }
}
