import { processXml, sequence } from '../support/small-process.ts';
import type { Recorder } from './recorder.ts';

const listener = (id: string, duration: string): string =>
  `<camunda:taskListener id="${id}" event="timeout" expression="\${task.setPriority(task.priority + 1)}">
     <timerEventDefinition id="${id}-timer"><timeDuration>${duration}</timeDuration></timerEventDefinition>
   </camunda:taskListener>`;

const patient = processXml(
  'patient',
  sequence({
    id: 'wait',
    xml: `<userTask id="wait"><extensionElements>
      ${listener('late', 'P1D')}${listener('too-late', 'P3D')}</extensionElements></userTask>`,
  }),
);

/** Listeners of one task that wait for different times: each has a job definition and jobs of its own. */
export async function playTimeouts(engine: Recorder): Promise<void> {
  await engine.deploy('patient', { 'patient.bpmn': patient });
  const definitions = await engine.get<{ id: string; jobConfiguration: string }[]>(
    '/job-definition?processDefinitionKey=patient',
  );
  const [early = '', late = ''] = ['P1D', 'P3D'].map(
    (duration) => definitions.find(({ jobConfiguration }) => jobConfiguration.includes(duration))?.id,
  );
  await engine.put(`/job-definition/${late}/suspended`, { suspended: true, includeJobs: true });
  await engine.put(`/job-definition/${early}/jobPriority`, { priority: 7, includeJobs: false });
  const { id } = await engine.post<{ id: string }>('/process-definition/key/patient/start');
  const jobsOf = (definition: string): string => `/job?processInstanceId=${id}&jobDefinitionId=${definition}`;
  const [job] = await engine.get<{ id: string }[]>(jobsOf(early));
  await engine.get(jobsOf(late));
  await engine.put(`/job-definition/${early}/retries`, { retries: 2 });
  await engine.post(`/job/${job?.id}/execute`);
  await engine.get(`/task?processInstanceId=${id}`);
  await engine.get(jobsOf(early));
  await engine.get(jobsOf(late));
  for (const definition of [early, late]) {
    await engine.get(
      `/history/job-log?processInstanceId=${id}&jobDefinitionId=${definition}&sortBy=occurrence&sortOrder=asc`,
    );
  }
}
