/** Builds small BPMN files for tests of the engine's interface; the executor's own tests use files. */

/** A process with id `key` around the given elements (BPMN without prefix), which need incoming and outgoing flows. */
export function processXml(key: string, elements: string, attributes = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions-${key}" targetNamespace="https://njia.example/test">
  <process id="${key}" name="Process ${key}" isExecutable="true" ${attributes}>
    ${elements}
  </process>
  <message id="message-answer" name="Answer" />
  <message id="message-begin" name="Begin" />
  <signal id="signal-alarm" name="Alarm" />
  <error id="error-broken" name="Broken" errorCode="BROKEN" />
</definitions>`;
}

/** Elements one after the other, from a plain start event to an end event. Each element names its own `id`. */
export function sequence(...elements: { id: string; xml: string }[]): string {
  const ids = ['start', ...elements.map(({ id }) => id), 'end'];
  const flows = ids.slice(1).map((target, index) => {
    const source = ids[index] ?? '';
    return `<sequenceFlow id="flow-${source}-${target}" sourceRef="${source}" targetRef="${target}" />`;
  });
  return [
    '<startEvent id="start" />',
    ...elements.map(({ xml }) => xml),
    '<endEvent id="end" />',
    ...flows,
  ].join('\n    ');
}

/** An external task; its topic is its id unless given. */
export function externalTask(id: string, topic = id, inside = ''): { id: string; xml: string } {
  const xml = `<serviceTask id="${id}" camunda:type="external" camunda:topic="${topic}">${inside}</serviceTask>`;
  return { id, xml };
}

/** A user task of a candidate group. */
export function userTask(
  id: string,
  attributes = 'camunda:candidateGroups="case-officers"',
): { id: string; xml: string } {
  return { id, xml: `<userTask id="${id}" name="Task ${id}" ${attributes} />` };
}

/** A call activity that passes everything on. */
export function callActivity(id: string, calledElement: string, inside = ''): { id: string; xml: string } {
  const xml = `<callActivity id="${id}" calledElement="${calledElement}">
      <extensionElements>${inside || '<camunda:in variables="all" /><camunda:out variables="all" />'}</extensionElements>
    </callActivity>`;
  return { id, xml };
}

/** An intermediate event that waits for the message `Answer`. */
export function waitForAnswer(id: string): { id: string; xml: string } {
  const xml = `<intermediateCatchEvent id="${id}"><messageEventDefinition id="${id}-definition" messageRef="message-answer" /></intermediateCatchEvent>`;
  return { id, xml };
}

/** An intermediate event that waits for a time. */
export function waitFor(id: string, duration: string): { id: string; xml: string } {
  const xml = `<intermediateCatchEvent id="${id}"><timerEventDefinition id="${id}-definition"><timeDuration xsi:type="tFormalExpression">${duration}</timeDuration></timerEventDefinition></intermediateCatchEvent>`;
  return { id, xml };
}

/** A subprocess around elements; the start and end events of `sequence` inside it get ids of their own. */
export function subProcess(id: string, elements: string): { id: string; xml: string } {
  const own = elements.replaceAll('"start"', `"${id}-start"`).replaceAll('"end"', `"${id}-end"`);
  return { id, xml: `<subProcess id="${id}">${own.replaceAll('id="flow-', `id="${id}-flow-`)}</subProcess>` };
}
