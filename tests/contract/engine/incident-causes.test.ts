import { beforeAll, describe, expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { callActivity, externalTask, processXml, sequence } from '../../support/small-process.ts';

const engine = useEngine((client) =>
  client.deploy({
    'inner.bpmn': processXml('inner', sequence(externalTask('work'))),
    'middle.bpmn': processXml('middle', sequence(callActivity('to-inner', 'inner'))),
    'outer.bpmn': processXml('outer', sequence(callActivity('to-middle', 'middle'))),
    'alone.bpmn': processXml('alone', sequence(externalTask('lonely'))),
  }),
);

interface Incident {
  id: string;
  activityId: string;
  processInstanceId: string;
}

async function failTask(topic: string): Promise<string> {
  const [task] = await engine.client.fetchAndLock(topic);
  const failure = { workerId: 'worker', errorMessage: 'out of paper', retries: 0 };
  await engine.client.post(`/external-task/${task?.id}/failure`, failure);
  return task?.id ?? '';
}

/** Ids of the instances from the outermost to the innermost. */
async function startAll(): Promise<string[]> {
  const ids = [await engine.client.start('outer')];
  for (let depth = 1; depth < 3; depth += 1) {
    const [called] = await engine.client.get<{ id: string }[]>(
      `/process-instance?superProcessInstance=${ids[depth - 1]}`,
    );
    ids.push(called?.id ?? '');
  }
  return ids;
}

describe('an incident in a called instance', () => {
  let outer: string, middle: string, inner: string;
  let at: Record<string, Incident>;
  let alone: Incident | undefined;

  beforeAll(async () => {
    const { client } = engine;
    [outer = '', middle = '', inner = ''] = await startAll();
    await failTask('work');
    await client.start('alone');
    await failTask('lonely');
    const all = await client.get<Incident[]>('/incident');
    at = Object.fromEntries(all.map((incident) => [incident.activityId, incident]));
    alone = at['lonely'];
  });

  it('is one of all call activities that wait for it, each caused by the one below', () => {
    const cause = at['work']?.id;
    const caused = { incidentType: 'failedExternalTask', incidentMessage: null, configuration: null };
    expect(at).toEqual({
      work: expect.objectContaining({
        processInstanceId: inner,
        causeIncidentId: cause,
        rootCauseIncidentId: cause,
        incidentMessage: 'out of paper',
        failedActivityId: null,
      }),
      'to-inner': expect.objectContaining({
        ...caused,
        processInstanceId: middle,
        causeIncidentId: cause,
        rootCauseIncidentId: cause,
        failedActivityId: 'to-inner',
      }),
      'to-middle': expect.objectContaining({
        ...caused,
        processInstanceId: outer,
        causeIncidentId: at['to-inner']?.id,
        rootCauseIncidentId: cause,
      }),
      lonely: expect.objectContaining({ causeIncidentId: alone?.id, rootCauseIncidentId: alone?.id }),
    });
  });

  it.each(['/incident', '/history/incident'])('is found by its causes in %s', async (path) => {
    const activities = async (filter: string) =>
      (await engine.client.get<Incident[]>(`${path}?${filter}`)).map(({ activityId }) => activityId).sort();
    expect(await activities(`causeIncidentId=${at['work']?.id}`)).toEqual(['to-inner', 'work']);
    expect(await activities(`causeIncidentId=${at['to-inner']?.id}`)).toEqual(['to-middle']);
    expect(await activities(`causeIncidentId=${at['to-middle']?.id}`)).toEqual([]);
    expect(await activities(`rootCauseIncidentId=${at['work']?.id}`)).toEqual([
      'to-inner',
      'to-middle',
      'work',
    ]);
    expect(await activities(`rootCauseIncidentId=${at['to-inner']?.id}`)).toEqual([]);
    expect(await activities(`rootCauseIncidentId=${alone?.id}`)).toEqual(['lonely']);
  });

  it.each([
    ['outer', 'to-middle'],
    ['middle', 'to-inner'],
    ['inner', 'work'],
  ])('is shown in the tree of the %s instance at %s only', async (which, activityId) => {
    interface Node {
      incidentIds: string[];
      incidents: object[];
      childActivityInstances: Node[];
    }
    const instance = { outer, middle, inner }[which];
    const tree = await engine.client.get<Node>(`/process-instance/${instance}/activity-instances`);
    const id = at[activityId]?.id;
    expect(tree).toMatchObject({ incidentIds: [], incidents: [] });
    expect(tree.childActivityInstances).toMatchObject([
      { activityId, incidentIds: [id], incidents: [{ id, activityId }] },
    ]);
  });

  it('is told from its causes where instances and definitions are counted', async () => {
    const { client } = engine;
    const found = async (filter: string) =>
      (
        await client.get<{ id: string }[]>(
          `/history/process-instance?rootProcessInstanceId=${outer}&${filter}`,
        )
      )
        .map(({ id }) => id)
        .sort();
    expect(await found('withIncidents=true')).toEqual([outer, middle, inner].sort());
    expect(await found('withRootIncidents=true')).toEqual([inner]);
    const counts = async (which: string) => {
      const rows = await client.get<
        { definition: { key: string }; incidents: { incidentCount: number }[] }[]
      >(`/process-definition/statistics?${which}=true`);
      return Object.fromEntries(
        rows.map(({ definition, incidents }) => [definition.key, incidents[0]?.incidentCount]),
      );
    };
    expect(await counts('incidents')).toEqual({ alone: 1, inner: 1, middle: 1, outer: 1 });
    expect(await counts('rootIncidents')).toEqual({ alone: 1, inner: 1 });
  });
});

describe('what an incident caused', () => {
  const open = (outer: string) =>
    engine.client.get<Incident[]>(`/history/incident?processInstanceId=${outer}&open=true`);
  const past = (outer: string) => engine.client.get(`/history/incident?processInstanceId=${outer}`);

  it('is resolved with it', async () => {
    const [outer = ''] = await startAll();
    const task = await failTask('work');
    expect(await open(outer)).toHaveLength(1);
    await engine.client.request('PUT', `/external-task/${task}/retries`, { retries: 1 });
    expect(await past(outer)).toMatchObject([{ resolved: true, endTime: expect.any(String) }]);
    await engine.client.request('DELETE', `/process-instance/${outer}`);
  });

  it('is gone when nobody wants to know any more', async () => {
    const [outer = '', middle = ''] = await startAll();
    await failTask('work');
    await engine.client.request('POST', `/process-instance/${middle}/modification`, {
      instructions: [
        { type: 'cancel', activityId: 'to-inner' },
        { type: 'startBeforeActivity', activityId: 'to-inner' },
      ],
    });
    expect(await past(outer)).toMatchObject([{ deleted: true, endTime: expect.any(String) }]);
    expect(await engine.client.get(`/incident?processInstanceId=${outer}`)).toEqual([]);
    await engine.client.request('DELETE', `/process-instance/${outer}`);
  });
});
