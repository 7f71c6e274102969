import { BpmnModel } from './bpmn-model.ts';
import { checkProcess } from './check-model.ts';
import { DefinitionContexts } from './definition-contexts.ts';
import type { ElementFacts, EventSubProcessFacts } from './element-facts.ts';
import type { TypeOverrides } from './library.ts';
import { ModelReader } from './model-reader.ts';
import { body, child, children, parseBpmn, text } from './moddle.ts';
import type { ModdleElement, ParsedFile } from './moddle.ts';
import { readElement } from './read-element.ts';
import { readCatch } from './read-event.ts';
import { activityTypeOf } from './activity-type.ts';
import { readStartEvents } from './read-start-events.ts';
import { readJobDeclarations } from '../job-declarations.ts';
import type { ModelProblem } from '../port.ts';
import type { CompiledExpression } from '../../expressions/expression.ts';

/** Parses a file into the processes it makes executable. Problems come back, they are not thrown. */
export async function loadModels(
  xml: string,
  overrides: TypeOverrides,
): Promise<{ models: BpmnModel[]; problems: ModelProblem[] }> {
  const reader = new ModelReader(xml);
  let parsed: ParsedFile;
  try {
    parsed = await parseBpmn(xml);
  } catch (error) {
    reader.problem(
      null,
      `The file is not BPMN 2.0: ${error instanceof Error ? error.message : 'it cannot be read'}.`,
    );
    return { models: [], problems: reader.problems };
  }
  for (const { message, element } of parsed.warnings)
    reader.problem(element?.id ?? null, `The file is not clean BPMN: ${message}`);
  unifyReferences(parsed);
  const processes = children(parsed.rootElement, 'rootElements').filter(
    (element) => element.$type === 'bpmn:Process' && element['isExecutable'] === true,
  );
  if (processes.length === 0)
    reader.problem(null, 'The file has no executable process (isExecutable="true").');
  const read = processes.map((process) => readProcess(process, reader));
  if (reader.problems.length > 0) return { models: [], problems: reader.problems };
  return { models: read.map((facts) => buildModel(facts, parsed, overrides)), problems: [] };
}

interface ProcessFacts {
  process: ModdleElement;
  elements: Map<string, ElementFacts>;
  conditions: Map<string, CompiledExpression>;
  eventSubProcesses: Map<string, EventSubProcessFacts[]>;
  startEvents: BpmnModel['startEvents'];
}

function readProcess(process: ModdleElement, reader: ModelReader): ProcessFacts {
  checkProcess(process, reader);
  const facts: ProcessFacts = {
    process,
    elements: new Map(),
    conditions: new Map(),
    eventSubProcesses: new Map(),
    startEvents: readStartEvents(process, reader),
  };
  readScope(process, facts, reader);
  return facts;
}

function readScope(scope: ModdleElement, facts: ProcessFacts, reader: ModelReader): void {
  for (const element of children(scope, 'flowElements')) {
    const id = element.id ?? '';
    if (element.$type === 'bpmn:SequenceFlow') {
      readCondition(element, facts, reader);
      continue;
    }
    if (element.$type.startsWith('bpmn:Data')) continue;
    facts.elements.set(id, readElement(element, reader));
    if (element.$type !== 'bpmn:SubProcess') continue;
    if (element['triggeredByEvent'] === true) readEventSubProcess(scope, element, facts, reader);
    readScope(element, facts, reader);
  }
}

/** Flows out of gateways that take every branch are unconditional, as in Camunda. */
function readCondition(flow: ModdleElement, facts: ProcessFacts, reader: ModelReader): void {
  const source = child(flow, 'sourceRef')?.$type;
  if (source === 'bpmn:ParallelGateway' || source === 'bpmn:EventBasedGateway') return;
  const condition = reader.expression(flow.id ?? '', body(flow, 'conditionExpression'));
  if (condition) facts.conditions.set(flow.id ?? '', condition);
}

function readEventSubProcess(
  scope: ModdleElement,
  subProcess: ModdleElement,
  facts: ProcessFacts,
  reader: ModelReader,
): void {
  const start = children(subProcess, 'flowElements').find((element) => element.$type === 'bpmn:StartEvent');
  const [definition] = children(start, 'eventDefinitions');
  const work = start?.id && definition ? readCatch(start.id, definition, reader) : null;
  if (!start?.id || !work) return;
  const siblings = facts.eventSubProcesses.get(scope.id ?? '') ?? [];
  facts.eventSubProcesses.set(scope.id ?? '', [
    ...siblings,
    {
      subProcessId: subProcess.id ?? '',
      startEventId: start.id,
      startEventName: text(start, 'name') ?? null,
      activityType: activityTypeOf(start),
      interrupting: start['isInterrupting'] !== false,
      work,
    },
  ]);
}

function buildModel(facts: ProcessFacts, parsed: ParsedFile, overrides: TypeOverrides): BpmnModel {
  const { process, elements, conditions, eventSubProcesses, startEvents } = facts;
  const processId = process.id ?? '';
  return new BpmnModel({
    processId,
    processName: text(process, 'name') ?? null,
    versionTag: text(process, 'versionTag') ?? null,
    category: text(process.$parent, 'targetNamespace') ?? null,
    historyTimeToLiveDays: readTimeToLive(process),
    startableInTasklist: process['isStartableInTasklist'] !== false,
    startEvents,
    jobs: readJobDeclarations(process),
    elements,
    conditions,
    eventSubProcesses,
    contexts: new DefinitionContexts(parsed, { processId, elements, overrides }),
  });
}

/** Whole days, as a number or an ISO 8601 duration of days; Camunda takes nothing finer. */
function readTimeToLive(process: ModdleElement): number | null {
  const match = /^(?:P(\d+)D|(\d+))$/.exec(text(process, 'historyTimeToLive')?.trim() ?? '');
  return match ? Number(match[1] ?? match[2]) : null;
}

/** Errors and escalations are caught by code, but the library compares ids: one element stands for each code. */
function unifyReferences(parsed: ParsedFile): void {
  const first = new Map<string, ModdleElement>();
  const references = (parsed['references'] ?? []) as { element: ModdleElement; property: string }[];
  for (const { element, property } of references) {
    const name = property.replace('bpmn:', '');
    if (name !== 'errorRef' && name !== 'escalationRef') continue;
    const target = child(element, name);
    const code = text(target, name === 'errorRef' ? 'errorCode' : 'escalationCode');
    const key = `${name} ${code ?? ''}`;
    if (target && code && !first.has(key)) first.set(key, target);
    // Without a code every error is caught.
    if (code) Object.assign(element, { [name]: first.get(key) });
    else Reflect.deleteProperty(element, name);
  }
}
