import { describe, expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, userTask } from '../../support/small-process.ts';

const scored = processXml(
  'scored',
  `<startEvent id="start" />
   <userTask id="rate"><extensionElements><camunda:inputOutput>
     <camunda:inputParameter name="scored"><camunda:script scriptFormat="JavaScript">execution.setVariable("score", amount * 10); amount + 1</camunda:script></camunda:inputParameter>
   </camunda:inputOutput></extensionElements></userTask>
   <scriptTask id="add" scriptFormat="javascript" camunda:resultVariable="total"><script>score + 5</script></scriptTask>
   <exclusiveGateway id="gate" default="no" /><userTask id="praise" /><endEvent id="end" />
   <sequenceFlow id="f1" sourceRef="start" targetRef="rate" /><sequenceFlow id="f2" sourceRef="rate" targetRef="add" />
   <sequenceFlow id="f3" sourceRef="add" targetRef="gate" />
   <sequenceFlow id="yes" sourceRef="gate" targetRef="praise"><conditionExpression xsi:type="tFormalExpression" language="javascript">total === 25</conditionExpression></sequenceFlow>
   <sequenceFlow id="no" sourceRef="gate" targetRef="end" />`,
);

describe('where scripts are allowed', () => {
  const engine = useEngine((client) => client.deploy({ 'scored.bpmn': scored }), { scripts: true });

  it('runs script parameters, tasks and conditions', async () => {
    const id = await engine.client.start('scored', { amount: 2 });
    const [task] = await engine.client.get<{ id: string }[]>(`/task?processInstanceId=${id}`);
    const variables = await engine.client.get(`/task/${task?.id}/variables`);
    expect(variables).toMatchObject({ score: { type: 'Integer', value: 20 }, scored: { value: 3 } });
    await engine.client.post(`/task/${task?.id}/complete`, {});
    expect(await engine.client.get(`/task?processInstanceId=${id}`)).toMatchObject([
      { taskDefinitionKey: 'praise' },
    ]);
  });

  it('says of a script that fails what Camunda does, and where it stands', async () => {
    // given
    const failing = {
      id: 'add',
      xml: '<scriptTask id="add" scriptFormat="javascript"><script>missing + 1</script></scriptTask>',
    };
    const work = { id: 'w', xml: '<serviceTask id="w" camunda:type="external" camunda:topic="scripted" />' };
    const { client } = engine;
    await client.deploy({ 'failing.bpmn': processXml('failing', sequence(work, failing)) });
    await client.start('failing');
    const [task] = await client.fetchAndLock('scripted', 'worker');
    // when
    const answer = await client.request('POST', `/external-task/${task?.id}/complete`, {
      workerId: 'worker',
    });
    // then
    expect(answer).toMatchObject({ status: 500, body: { type: 'ScriptEvaluationException' } });
    expect((answer.body as { message: string }).message).toMatch(
      /^Unable to evaluate script while executing activity 'add' in the process definition with id 'failing:1:.*': .*missing/,
    );
  });

  it('refuses other languages by name', async () => {
    const groovy = {
      id: 'g',
      xml: '<scriptTask id="g" scriptFormat="groovy"><script>1</script></scriptTask>',
    };
    const answer = await engine.client.tryToDeploy({ 'g.bpmn': processXml('with-groovy', sequence(groovy)) });
    expect(answer.status).toBe(400);
    expect((answer.body as { message: string }).message).toContain("the language 'groovy'");
  });
});

describe('where they are not', () => {
  const engine = useEngine();

  it('refuses the process and says what would allow it', async () => {
    const answer = await engine.client.tryToDeploy({ 'scored.bpmn': scored });
    expect(answer.status).toBe(400);
    expect((answer.body as { message: string }).message).toContain('ENGINE_SCRIPTS=true');
  });

  it('takes juel as an expression', async () => {
    const juel = {
      id: 'j',
      xml: '<scriptTask id="j" scriptFormat="juel" camunda:resultVariable="r"><script>${1 + 1}</script></scriptTask>',
    };
    await engine.client.deploy({ 'j.bpmn': processXml('with-juel', sequence(juel, userTask('after'))) });
    const id = await engine.client.start('with-juel');
    expect(await engine.client.get(`/process-instance/${id}/variables/r`)).toMatchObject({ value: 2 });
  });
});
