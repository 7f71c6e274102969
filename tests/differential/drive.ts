import type { EngineApi } from './engine-api.ts';
import type { Possible } from './engine-view.ts';
import type { Random } from '../support/random.ts';

/** Variables as a client sends them. */
export type TypedVariables = Record<
  string,
  { type: string; value: unknown; valueInfo?: Record<string, unknown> }
>;

/** Something a client or the clock does, the same to every engine. */
export interface Action {
  label: string;
  variables: TypedVariables;
  /** Of an external task: a BPMN error instead of a completion. */
  errorCode: string | null;
}

const WORKER = 'differential';

/** What can be told apart from everything else that is possible. */
export function clearOf(possible: readonly Possible[]): Possible[] {
  const times = (what: string, of: (one: Possible) => string): number =>
    possible.filter((one) => of(one) === what).length;
  return possible.filter(
    (one) =>
      // Twins stand in the same place with nothing of their own: either will do.
      (times(one.label, ({ label }) => label) === 1 || one.activityId.startsWith('twin-')) &&
      // A message goes to the instance: only one may wait for it.
      (one.kind !== 'message' || times(one.eventName, ({ eventName }) => eventName) === 1),
  );
}

/** What happens next: one of the things possible on both engines that can be told apart. */
export function chooseAction(possible: readonly Possible[], random: Random): Action | null {
  const clear = clearOf(possible);
  if (clear.length === 0) return null;
  const { label, kind } = random.pick(clear);
  const v = { v: { type: 'Integer', value: random.integer(0, 9) } };
  const roll = random.next();
  return {
    label,
    variables: kind === 'timer' || roll < 0.3 ? {} : v,
    errorCode: kind === 'worker' && roll > 0.85 ? 'failed' : null,
  };
}

/** Does it on one engine; answers the status. */
export async function act(
  api: EngineApi,
  wait: Possible,
  action: Action,
): Promise<{ status: number; body: unknown }> {
  const { variables } = action;
  switch (wait.kind) {
    case 'task':
      return api.post(`/task/${wait.id}/complete`, { variables });
    case 'timer':
      return api.post(`/job/${wait.id}/execute`);
    case 'message':
      return api.post('/message', {
        messageName: wait.eventName,
        processInstanceId: wait.instanceId,
        processVariables: variables,
      });
    case 'signal':
      return api.post('/signal', { name: wait.eventName, executionId: wait.id, variables });
    case 'worker':
      return work(api, wait, action);
  }
}

async function work(api: EngineApi, wait: Possible, { variables, errorCode }: Action) {
  await api.post(`/external-task/${wait.id}/lock`, { workerId: WORKER, lockDuration: 60_000 });
  return errorCode === null
    ? api.post(`/external-task/${wait.id}/complete`, { workerId: WORKER, variables })
    : api.post(`/external-task/${wait.id}/bpmnError`, { workerId: WORKER, errorCode });
}
