import type { TypedVariables } from '../drive.ts';
import type { EngineApi } from '../engine-api.ts';

/** One way to start a process. */
export interface StartWay {
  kind: 'none' | 'message' | 'signal' | 'timer' | 'conditional';
  /** Reads the same on every engine. */
  label: string;
  /** Message or signal name, or the id of the job. */
  by: string;
}

/** How the processes can be started that are deployed just now; of message, signal and timer it is one process alone. */
export async function startsOf(api: EngineApi, definitionId: string): Promise<StartWay[]> {
  const [subscriptions, jobs] = await Promise.all([
    api.get<
      {
        eventType: 'message' | 'signal' | 'conditional';
        eventName: string;
        processInstanceId: string | null;
      }[]
    >('/event-subscription'),
    api.get<{ id: string; processInstanceId: string | null }[]>(`/job?processDefinitionId=${definitionId}`),
  ]);
  return [
    { kind: 'none', label: 'none', by: '' },
    ...subscriptions
      .filter(({ processInstanceId }) => processInstanceId === null)
      .map(({ eventType, eventName }): StartWay => ({
        kind: eventType,
        label: `${eventType} ${eventName}`,
        by: eventName,
      })),
    ...jobs
      .filter(({ processInstanceId }) => processInstanceId === null)
      .map(({ id }, index): StartWay => ({ kind: 'timer', label: `timer ${index}`, by: id })),
  ];
}

/** What an engine answers, and the instance of the definition that began, if it was one. */
export interface Started {
  status: number;
  body: unknown;
  instanceId: string | null;
}

/** Starts a process. */
export async function startBy(
  api: EngineApi,
  way: StartWay,
  definitionId: string,
  variables: TypedVariables,
): Promise<Started> {
  const before = await instancesOf(api, definitionId);
  const answer = await request(api, way, definitionId, variables);
  const begun = (await instancesOf(api, definitionId)).filter((id) => !before.includes(id));
  return { ...answer, instanceId: begun.length === 1 ? (begun[0] ?? null) : null };
}

function request(
  api: EngineApi,
  { kind, by }: StartWay,
  definitionId: string,
  variables: TypedVariables,
): Promise<{ status: number; body: unknown }> {
  switch (kind) {
    case 'none':
      return api.post(`/process-definition/${definitionId}/start`, { variables });
    case 'message':
      return api.post('/message', { messageName: by, processVariables: variables });
    case 'signal':
      return api.post('/signal', { name: by, variables });
    case 'conditional':
      return api.post('/condition', { variables });
    case 'timer':
      return api.post(`/job/${by}/execute`);
  }
}

async function instancesOf(api: EngineApi, definitionId: string): Promise<string[]> {
  const found = await api.get<{ id: string }[]>(
    `/history/process-instance?processDefinitionId=${encodeURIComponent(definitionId)}`,
  );
  return found.map(({ id }) => id);
}
