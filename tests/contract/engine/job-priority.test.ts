import { afterEach, beforeEach, expect, it } from 'vitest';
import { EngineClient } from '../../support/engine-client.ts';
import { startEngine } from '../../support/engine-server.ts';
import type { RunningEngine } from '../../support/engine-server.ts';
import { eventually } from '../../support/engine-suite.ts';
import { processXml } from '../../support/small-process.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

const task = (id: string, priority: number) =>
  `<userTask id="${id}" camunda:asyncBefore="true" camunda:jobPriority="${priority}" />
   <sequenceFlow id="to-${id}" sourceRef="fork" targetRef="${id}" />`;
const urgentAndNot = processXml(
  'p',
  `<startEvent id="start" /><sequenceFlow id="f" sourceRef="start" targetRef="fork" /><parallelGateway id="fork" />
   ${task('urgent', 90)} ${task('usual', 50)} ${task('whenever', 10)}`,
);

let database: TestDatabase;
let engine: RunningEngine | undefined;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await engine?.stop();
  await database.drop();
});

it.each([
  ['the most overdue jobs first', false, ['whenever', 'usual', 'urgent']],
  ['jobs of high priority first where it is told to', true, ['urgent', 'usual', 'whenever']],
])('runs %s', async (_what, jobsByPriority, order) => {
  // given
  engine = await startEngine({ databaseUrl: database.url, runsJobs: false });
  const before = new EngineClient(engine.url);
  await before.deploy({ 'p.bpmn': urgentAndNot });
  const id = await before.start('p');
  for (const [activityId, day] of [
    ['whenever', '01'],
    ['usual', '02'],
    ['urgent', '03'],
  ]) {
    const [job] = await before.get<{ id: string }[]>(`/job?activityId=${activityId}`);
    await before.request('PUT', `/job/${job?.id}/duedate`, { duedate: `2020-01-${day}T00:00:00.000+0000` });
  }
  await engine.stop();

  // when
  engine = await startEngine({ databaseUrl: database.url, jobsByPriority });

  // then
  const after = new EngineClient(engine.url);
  const ran = await eventually(async () => {
    const log = await after.get<{ activityId: string }[]>(
      `/history/job-log?processInstanceId=${id}&successLog=true&sortBy=occurrence&sortOrder=asc`,
    );
    return log.length === 3 && log.map(({ activityId }) => activityId);
  });
  expect(ran).toEqual(order);
});
