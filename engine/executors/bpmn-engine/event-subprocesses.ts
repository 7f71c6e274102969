import { ExecutorFailure } from '../executor-failure.ts';
import { dropTokensAtJoins } from './library.ts';
import type { LiveScopeExecution } from './library.ts';
import type { LiveInstance } from './live-instance.ts';
import type { ScopeEnvironment } from './scope-environment.ts';

/**
 * Starts the event subprocess that waits under `executionId`. The library only knows events thrown inside of the
 * instance, so it is run from here and, when it interrupts, everything beside it is discarded.
 */
export function triggerEventSubProcess(instance: LiveInstance, executionId: string): void {
  const wait = instance.waits.get(executionId);
  const facts = instance.waits.eventSubProcessOf(wait);
  const scope = instance.scopes.get(wait.path.at(-2) ?? '');
  const activity = scope?.members.get(facts.subProcessId);
  if (!scope || !activity) {
    throw new ExecutorFailure(`The scope of the event subprocess '${facts.subProcessId}' has ended.`);
  }
  const repetition = instance.waits.nextRepetition(wait);
  instance.waits.close(executionId);
  const execution = executionOf(instance, scope);
  const beside = execution?.getPostponed() ?? [];
  if (facts.interrupting) closeWaitsOf(instance, scope);
  else if (repetition) instance.waits.openEventSubProcess(facts, scope, repetition);
  // First run, then discard: a scope in which nothing runs completes.
  activity.run();
  if (!facts.interrupting || !execution) return;
  for (const other of beside) if (other.id !== facts.subProcessId) other.discard();
  dropTokensAtJoins(execution);
  for (const { broker } of scope.members.values()) broker.getQueue('inbound-q')?.purge();
}

/** Only one event subprocess can interrupt a scope: the others are no longer armed. */
function closeWaitsOf(instance: LiveInstance, scope: ScopeEnvironment): void {
  for (const [id, wait] of Object.entries(instance.state.waits)) {
    if (wait.eventSubProcessId !== undefined && wait.path.at(-2) === scope.scopeId) instance.waits.close(id);
  }
}

function executionOf(instance: LiveInstance, scope: ScopeEnvironment): LiveScopeExecution | undefined {
  if (scope.scopeId === instance.instanceId) return instance.definition.getRunningProcesses()[0]?.execution;
  for (const activity of scope.members.values()) {
    const executions = activity.context.owner?.execution?.source?.executions ?? [];
    const found = executions.find((execution) => execution.executionId === scope.scopeId);
    if (found) return found;
  }
  return undefined;
}
