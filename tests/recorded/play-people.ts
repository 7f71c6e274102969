import { processXml, sequence, userTask } from '../support/small-process.ts';
import type { Recorder } from './recorder.ts';

const fields = `<extensionElements><camunda:formData>
    <camunda:formField id="amount" label="Amount" type="long" defaultValue="5">
      <camunda:validation><camunda:constraint name="min" config="3" /></camunda:validation></camunda:formField>
    <camunda:formField id="reason" label="Why" type="string">
      <camunda:validation><camunda:constraint name="required" /></camunda:validation></camunda:formField>
    <camunda:formField id="urgent" label="Urgent" type="boolean" />
    <camunda:formField id="day" label="Day" type="date" />
  </camunda:formData></extensionElements>`;

const files = {
  'wishes.bpmn': processXml(
    'wishes',
    sequence(
      { id: 'wish', xml: `<userTask id="wish" name="Wish">${fields}</userTask>` },
      userTask('look', 'camunda:formKey="embedded:deployment:look.html"'),
      userTask('find', 'camunda:formRef="look" camunda:formRefBinding="latest"'),
      { id: 'wait', xml: '<receiveTask id="wait" />' },
    ).replace('<startEvent id="start" />', `<startEvent id="start">${fields}</startEvent>`),
  ),
  'look.html': '<form></form>',
  'look.form': JSON.stringify({ id: 'look', components: [] }),
};

interface Row {
  id: string;
}

/** What people do with tasks: hand them on, make their own, write beside them, fill in forms. */
export async function playPeople(engine: Recorder): Promise<void> {
  await engine.deploy('wishes', files);
  await playOwnTasks(engine);
  await playForms(engine);
}

async function playOwnTasks(engine: Recorder): Promise<void> {
  await engine.post('/task/create', { id: 'call-back', name: 'Call back', assignee: 'amina' });
  await engine.get('/task/call-back');
  await engine.post('/task/call-back/delegate', { userId: 'okello' });
  await engine.get('/task?delegationState=PENDING');
  await engine.post('/task/call-back/resolve', { variables: { reached: { value: true } } });
  await engine.get('/task/call-back');
  await engine.put('/task/call-back', { name: 'Call again', priority: 60 });
  await engine.get('/task/call-back');
  await engine.put('/task/call-back/localVariables/seen', { value: 1 });
  await engine.get('/task/call-back/variables');
  await engine.post('/task/call-back/comment/create', { message: 'Nobody answered' });
  await engine.get('/task/call-back/comment');
  await engine.get('/task/call-back?withCommentAttachmentInfo=true');
  await engine.post('/task/call-back/comment/create', {});
  await engine.get('/task/none/comment');
  await engine.post('/task/none/comment/create', { message: 'x' });
  await engine.get('/task/call-back/comment/none');
  await engine.post('/task/create', { id: 'part', parentTaskId: 'call-back' });
  await engine.post('/task/create', { parentTaskId: 'none' });
  await engine.get('/task?parentTaskId=call-back');
  await engine.get('/task/call-back/form');
  await engine.post('/task/call-back/complete', {});
  await engine.get('/history/task?taskId=call-back');
  await engine.get('/history/task?taskId=part');
  await engine.ask('DELETE', '/task/none');
  await engine.post('/task/none/delegate', { userId: 'x' });
  await engine.post('/task/none/resolve', {});
  await engine.put('/task/none', {});
  await engine.post('/task/none/submit-form', {});
}

async function playForms(engine: Recorder): Promise<void> {
  const definition = '/process-definition/key/wishes';
  await engine.get(`${definition}/startForm`);
  await engine.get(`${definition}/form-variables`);
  await engine.post(`${definition}/submit-form`, { variables: {} });
  const start = { businessKey: 'wish-1', variables: { reason: { value: 'ill' } } };
  const { id } = await engine.post<Row>(`${definition}/submit-form`, start);
  const taskOf = async () => (await engine.get<Row[]>(`/task?processInstanceId=${id}`))[0]?.id ?? '';
  const wish = `/task/${await taskOf()}`;
  await engine.get(`${wish}/form`);
  await engine.get(`${wish}/form-variables`);
  await engine.get(`${wish}/form-variables?variableNames=amount,day`);
  await engine.get(`${wish}/deployed-form`);
  await engine.post(`${wish}/submit-form`, { variables: { amount: { value: 2 } } });
  await engine.post(`${wish}/submit-form`, { variables: { day: { value: 'soon' } } });
  const filled = { amount: { value: 7 }, urgent: { value: 'true' }, other: { value: 1 } };
  await engine.post(`${wish}/submit-form`, { variables: { ...filled, amount: { value: '7' } } });
  await engine.post(`${wish}/submit-form`, { variables: filled, withVariablesInReturn: true });
  await engine.get(`/variable-instance?processInstanceIdIn=${id}&sortBy=variableName&sortOrder=asc`);
  for (let count = 0; count < 2; count += 1) {
    const task = `/task/${await taskOf()}`;
    await engine.get(`${task}/form`);
    await engine.get(`${task}/deployed-form`);
    await engine.get(`${task}/rendered-form`);
    await engine.post(`${task}/complete`);
  }
  await engine.post('/execution/none/signal', {});
  await engine.post(`/execution/${id}/messageSubscriptions/Answer/trigger`, {});
  await engine.post(`/execution/${id}/signal`, { variables: { done: { value: true } } });
  await engine.get(`/history/process-instance/${id}`);
}
