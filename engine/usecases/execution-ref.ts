/**
 * The id of an execution as clients see it: executors number executions within an instance only, so it is the instance
 * id, a colon and the executor's id; the instance id alone is the root.
 */
export function toExecutionRef(instanceId: string, executionId: string | null): string {
  return executionId === null ? instanceId : `${instanceId}:${executionId}`;
}

/** The instance and scopes an execution id of a client names. */
export function parseExecutionRef(ref: string): { instanceId: string; scopePath: string[] } {
  const colon = ref.indexOf(':');
  if (colon < 0) return { instanceId: ref, scopePath: [ref] };
  const instanceId = ref.slice(0, colon);
  return { instanceId, scopePath: [instanceId, ref.slice(colon + 1)] };
}
