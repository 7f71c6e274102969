/** Does external tasks in place of the workers, so that a test decides when a step is done and with what result. */
export interface StandInWorker {
  /** Waits for one task of a topic and completes it; gives the variables it had. */
  work: (topic: string, variables?: Record<string, unknown>) => Promise<Record<string, { value: unknown }>>;
}

const WAIT_MS = 15_000;

/** A worker of the engine at `engineUrl`, ending in `/engine-rest`. */
export function standInWorker(engineUrl: () => string): StandInWorker {
  const post = async (path: string, body: object): Promise<Response> =>
    fetch(engineUrl() + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    work: async (topic, variables = {}) => {
      const response = await post('/external-task/fetchAndLock', {
        workerId: 'stand-in',
        maxTasks: 1,
        asyncResponseTimeout: WAIT_MS,
        topics: [{ topicName: topic, lockDuration: 60_000 }],
      });
      const [task] = (await response.json()) as {
        id: string;
        variables: Record<string, { value: unknown }>;
      }[];
      if (!task) throw new Error(`No task of topic ${topic} within ${WAIT_MS} ms.`);
      const done = await post(`/external-task/${task.id}/complete`, { workerId: 'stand-in', variables });
      if (done.status !== 204) throw new Error(`${topic}: ${done.status} ${await done.text()}`);
      return task.variables;
    },
  };
}

/** What the worker of `screen-case` gives back. */
export function screened(riskLevel: string): Record<string, unknown> {
  const inHours = (hours: number): object => ({
    type: 'Date',
    value: new Date(Date.now() + hours * 3_600_000).toISOString().replace('Z', '+0000'),
  });
  return {
    riskLevel: { type: 'String', value: riskLevel },
    likelyDuplicates: { type: 'Integer', value: 0 },
    registrationDueAt: inHours(24),
    assessmentDueAt: inHours(72),
    planDueAt: inHours(120),
    closureDueAt: inHours(2_000),
    followUpEvery: { type: 'String', value: 'P7D' },
    reviewEvery: { type: 'String', value: 'P30D' },
  };
}
