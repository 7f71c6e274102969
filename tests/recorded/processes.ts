import { processXml, sequence, userTask, waitForAnswer } from '../support/small-process.ts';

/** What all scripts play with: one of each kind of wait. */
export const processes = {
  'orders.bpmn': processXml(
    'orders',
    sequence(
      {
        id: 'charge',
        xml: `<serviceTask id="charge" name="Charge" camunda:type="external" camunda:topic="charge"
          camunda:taskPriority="7" />`,
      },
      userTask(
        'check',
        'camunda:assignee="amina" camunda:candidateGroups="officers,supervisors" camunda:priority="30"',
      ),
      waitForAnswer('answer'),
    ),
    'camunda:versionTag="one"',
  ),
  'jobs.bpmn': processXml(
    'jobs',
    sequence(
      {
        id: 'compute',
        xml: `<serviceTask id="compute" camunda:asyncBefore="true" camunda:expression="\${ready}"
          camunda:resultVariable="result" />`,
      },
      {
        id: 'pause',
        xml: `<intermediateCatchEvent id="pause"><timerEventDefinition id="pause-timer">
          <timeDuration>P1D</timeDuration></timerEventDefinition></intermediateCatchEvent>`,
      },
    ),
  ),
  'alarmed.bpmn': processXml(
    'alarmed',
    `<startEvent id="start" /><subProcess id="work"><startEvent id="work-start" /><userTask id="todo" name="To do" />
       <endEvent id="work-end" /><sequenceFlow id="w1" sourceRef="work-start" targetRef="todo" />
       <sequenceFlow id="w2" sourceRef="todo" targetRef="work-end" /></subProcess>
     <boundaryEvent id="alarm" attachedToRef="work"><signalEventDefinition id="s" signalRef="signal-alarm" /></boundaryEvent>
     <endEvent id="end" /><endEvent id="alarm-end" />
     <sequenceFlow id="f1" sourceRef="start" targetRef="work" /><sequenceFlow id="f2" sourceRef="work" targetRef="end" />
     <sequenceFlow id="f3" sourceRef="alarm" targetRef="alarm-end" />`,
  ),
};
