import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PATHWAY_MESSAGES, TASK_GROUPS } from '../../../schemas/codes.ts';
import { elementsOf, readBpmn, variablesRead } from '../../support/read-bpmn.ts';
import type { BpmnElement } from '../../support/read-bpmn.ts';

const root = new URL('../../../', import.meta.url);
const contracts = readFileSync(new URL('docs/contracts.md', root), 'utf8');
const section = contracts.slice(contracts.indexOf('## Processes'), contracts.indexOf('**Fields that reach'));

/** Rows of the two process tables: the cells as written. */
const rows = section
  .split('\n')
  .filter((line) => line.startsWith('| `') || /^\| (message|overdue)/.test(line))
  .map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim().replaceAll(/\s+/g, ' '))
      .slice(1, -1),
  );
const rowOf = (id: string | undefined) => rows.find(([cell]) => cell === `\`${id}\``);
const files = await Promise.all(
  ['bpmn/case-management.bpmn', 'bpmn/referral.bpmn'].map(async (path) => ({
    path,
    file: await readBpmn(new URL(path, root)),
  })),
);
const all = (...types: string[]) => files.flatMap(({ file }) => elementsOf(file, ...types));
const camunda = (element: BpmnElement, name: string) => element.get(`camunda:${name}`) as string | undefined;

describe('the pathways and docs/contracts.md', () => {
  it('agree on every user task: form collection and candidate group', () => {
    const drawn = all('bpmn:UserTask').map((task) => [
      task.id,
      `\`${camunda(task, 'formKey')}\`, ${camunda(task, 'candidateGroups')}`,
    ]);
    const promised = rows
      .filter(([, kind]) => kind === 'user task')
      .map(([id = '', , form]) => [id.replaceAll('`', ''), form]);
    expect(Object.fromEntries(drawn)).toEqual(Object.fromEntries(promised));
  });

  it('agree on every external task: its topic, but for the reminders of overdue tasks, which share a row', () => {
    const overdueRow = rows.find(([id]) => id === 'overdue timers') ?? [];
    const overdue = all('bpmn:BoundaryEvent')
      .filter((event) => event.get('cancelActivity') === false)
      .map((event) => (event.get('attachedToRef') as BpmnElement).id);
    const reminders = all('bpmn:ServiceTask').filter(
      (task) => camunda(task, 'topic') === 'send-reminder' && task.id !== 'remind-follow-up',
    );
    const drawn = all('bpmn:ServiceTask').filter((task) => !reminders.includes(task));
    for (const task of drawn) {
      expect(camunda(task, 'type')).toBe('external');
      expect(rowOf(task.id)?.[2], task.id).toContain(`\`${camunda(task, 'topic')}\``);
    }
    expect(drawn.map((task) => task.id).toSorted()).toEqual(
      rows
        .filter(([, kind]) => kind === 'external task')
        .map(([id = '']) => id.replaceAll('`', ''))
        .toSorted(),
    );
    expect(overdueRow[1]).toContain(overdue.join(', '));
    expect(reminders.map(reminderKind)).toEqual(overdue);
  });

  it('agree on messages, and on every other row that names an element', () => {
    expect(
      all('bpmn:Message')
        .map((message) => message.name)
        .toSorted(),
    ).toEqual([...PATHWAY_MESSAGES].toSorted());
    const ids = new Set(files.flatMap(({ file }) => file.elements.map((element) => element.id)));
    const named = rows.flatMap(([id = '']) => /^`([^`]+)`$/.exec(id)?.[1] ?? []);
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
  });

  it('agree on variables: a diagram reads none that the contract does not name', () => {
    const promised = new Set([...section.matchAll(/[A-Za-z]+/g)].map(([word]) => word));
    const read = files.flatMap(({ file }) => [...variablesRead(file.xml)]);
    expect(read).toContain('registrationDecision');
    expect(read.filter((name) => !promised.has(name))).toEqual([]);
  });

  it('pass to a referral exactly the variables the contract names', () => {
    const [refer] = all('bpmn:CallActivity');
    const mappings = extensionsOf(refer, 'camunda:In').map((mapping) => mapping.get('target'));
    expect(mappings.filter(Boolean)).toEqual(['caseId', 'caseCode', 'officeId', 'riskLevel', 'referralId']);
    expect(refer?.get('calledElement')).toBe('referral');
  });
});

describe('the pathways', () => {
  it('give every user task a name, guidance, a due date and a group whose members may claim it', () => {
    for (const task of all('bpmn:UserTask')) {
      expect(task.name, task.id).toBeTruthy();
      expect(task.get('documentation'), task.id).toHaveLength(1);
      expect(camunda(task, 'dueDate'), task.id).toMatch(/^(\$\{.+\}|P\w+)$/);
      expect(TASK_GROUPS, task.id).toContain(camunda(task, 'candidateGroups'));
    }
  });

  it('name no variable after personal data', () => {
    const inputs = all('bpmn:ServiceTask').flatMap((task) =>
      inputsOf(task).map((input) => input.get('name')),
    );
    const names = [...files.flatMap(({ file }) => [...variablesRead(file.xml)]), ...inputs];
    const personal = /name|phone|address|story|contact|mail|birth|age|sex|identity|location|perpetrator/i;
    expect(names.filter((name) => personal.test(String(name)))).toEqual([]);
  });

  it('are executable, versioned and forgotten after a year', () => {
    for (const definition of all('bpmn:Process')) {
      expect(definition.get('isExecutable')).toBe(true);
      expect(camunda(definition, 'versionTag')).toMatch(/^\d+\.\d+\.\d+$/);
      expect(camunda(definition, 'historyTimeToLive')).toBe('P365D');
    }
  });
});

function extensionsOf(element: BpmnElement | undefined, type: string): BpmnElement[] {
  const extensions = element?.get('extensionElements') as BpmnElement | undefined;
  const values = (extensions?.get('values') ?? []) as BpmnElement[];
  return values.filter((value) => value.$type === type);
}

function inputsOf(task: BpmnElement): BpmnElement[] {
  return extensionsOf(task, 'camunda:InputOutput').flatMap(
    (mapping) => mapping.get('inputParameters') as BpmnElement[],
  );
}

function reminderKind(task: BpmnElement): unknown {
  return inputsOf(task)
    .find((input) => input.get('name') === 'reminderKind')
    ?.get('value');
}
