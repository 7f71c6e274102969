import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { elementsOf, readBpmn } from '../../support/read-bpmn.ts';
import type { BpmnElement } from '../../support/read-bpmn.ts';

interface Lint {
  Linter: new (options: object) => {
    lint(root: BpmnElement): Promise<Record<string, { id: string; message: string }[]>>;
  };
}

const require = createRequire(import.meta.url);
const folder = new URL('../../../bpmn/', import.meta.url);
const paths = ['case-management.bpmn', 'referral.bpmn'];

/** What means the same on both executors and on Operaton; everything else stays out of our own diagrams. */
const PORTABLE = [
  ...['Definitions', 'Collaboration', 'Participant', 'Process', 'LaneSet', 'Lane', 'Message', 'SubProcess'],
  ...['StartEvent', 'EndEvent', 'BoundaryEvent', 'IntermediateCatchEvent', 'SequenceFlow', 'CallActivity'],
  ...['MessageEventDefinition', 'TimerEventDefinition', 'UserTask', 'ServiceTask'],
  ...['ExclusiveGateway', 'ParallelGateway', 'EventBasedGateway'],
].map((name) => `bpmn:${name}`);

async function lint(root: BpmnElement): Promise<string[]> {
  const { Linter } = require('bpmnlint') as Lint;
  const NodeResolver = require('bpmnlint/lib/resolver/node-resolver.js') as new () => object;
  const config: unknown = JSON.parse(readFileSync(new URL('.bpmnlintrc', folder), 'utf8'));
  const found = await new Linter({ config, resolver: new NodeResolver() }).lint(root);
  return Object.entries(found).flatMap(([rule, reports]) =>
    reports.map((report) => `${rule}: ${report.id} ${report.message}`),
  );
}

describe.each(paths)('%s', (path) => {
  const reading = readBpmn(new URL(path, folder));

  it('is understood completely: the reader has no warning', async () => {
    expect((await reading).warnings).toEqual([]);
  });

  it('keeps to the rules of bpmn/.bpmnlintrc', async () => {
    expect(await lint((await reading).definitions)).toEqual([]);
  });

  it('uses only what every engine executes alike, and no namespace but Camunda’s', async () => {
    const { elements, xml } = await reading;
    expect(elements.map((element) => element.$type).filter((type) => !PORTABLE.includes(type))).toEqual([]);
    expect([...xml.matchAll(/xmlns:(\w+)=/g)].map(([, prefix]) => prefix)).toEqual([
      ...['bpmn', 'bpmndi', 'dc', 'di', 'xsi', 'camunda'],
    ]);
  });

  it('gives every decision a way on: a default flow, and a condition on each other', async () => {
    const splits = elementsOf(await reading, 'bpmn:ExclusiveGateway').filter(
      (gateway) => (gateway.get('outgoing') as BpmnElement[]).length > 1,
    );
    expect(splits.length).toBeGreaterThan(0);
    for (const gateway of splits) {
      const fallback = gateway.get('default') as BpmnElement | undefined;
      expect(fallback, gateway.id).toBeDefined();
      for (const flow of gateway.get('outgoing') as BpmnElement[]) {
        expect(flow.get('conditionExpression') === undefined, flow.id).toBe(flow === fallback);
        expect(flow.name, flow.id).toBeTruthy();
      }
    }
  });

  it('lets every token reach an end', async () => {
    const file = await reading;
    const next = (node: BpmnElement) => (node.get('outgoing') ?? []) as BpmnElement[];
    const target = (flow: BpmnElement) => flow.get('targetRef') as BpmnElement;
    const reachesEnd = (node: BpmnElement, seen = new Set<BpmnElement>()): boolean => {
      if (node.$type === 'bpmn:EndEvent') return true;
      if (seen.has(node)) return false;
      seen.add(node);
      return next(node).some((flow) => reachesEnd(target(flow), seen));
    };
    const nodes = elementsOf(file, ...PORTABLE.filter((type) => /Task|Event$|Gateway|Activity/.test(type)));
    expect(nodes.filter((node) => !reachesEnd(node)).map((node) => node.id)).toEqual([]);
  });

  it('is drawn completely, lanes and pool too', async () => {
    const { elements, xml } = await reading;
    const drawn = new Set([...xml.matchAll(/bpmnElement="([^"]+)"/g)].map(([, id]) => id));
    const invisible = /Definitions|Process$|LaneSet|Message$|EventDefinition/;
    const shown = elements.filter((element) => !invisible.test(element.$type) || element.id === 'casework');
    expect(shown.filter((element) => !drawn.has(element.id)).map((element) => element.id)).toEqual([]);
  });

  it('places each step in the lane of the role that does it', async () => {
    const lanes = elementsOf(await reading, 'bpmn:Lane');
    const expected: Record<string, string> = {
      'case-officers': 'Case officer',
      supervisors: 'Supervisor',
      external: 'Njia (automatic)',
    };
    for (const lane of lanes) {
      for (const node of lane.get('flowNodeRef') as BpmnElement[]) {
        const role = (node.get('camunda:candidateGroups') ?? node.get('camunda:type')) as string | undefined;
        if (role) expect(lane.name, node.id).toBe(expected[role]);
      }
    }
    expect(lanes.map((lane) => lane.name)).toEqual(
      expect.arrayContaining(['Case officer', 'Njia (automatic)']),
    );
  });
});

describe('the lint rules', () => {
  it('find a planted fault', async () => {
    const file = await readBpmn(new URL('referral.bpmn', folder));
    const gateway = file.elements.find((element) => element.id === 'provider-chosen');
    delete gateway?.name;
    expect(await lint(file.definitions)).toEqual([
      'label-required: provider-chosen Element is missing label/name',
    ]);
  });
});
