import { createRequire } from 'node:module';

import { BpmnModdle } from 'bpmn-moddle';

/** An element of a parsed BPMN file. Attributes of the camunda namespace stand beside the BPMN ones. */
export interface ModdleElement {
  readonly $type: string;
  readonly id?: string;
  readonly name?: string;
  readonly $parent?: ModdleElement;
  readonly [property: string]: unknown;
}

/** What the parser gives: the root element and everything it did not understand. */
export interface ParsedFile {
  rootElement: ModdleElement;
  warnings: { message: string; element?: ModdleElement }[];
  [property: string]: unknown;
}

const camunda = createRequire(import.meta.url)('camunda-bpmn-moddle/resources/camunda.json') as object;

/** Parses a BPMN 2.0 file with Camunda's extensions. Rejects when it is not well-formed XML. */
export async function parseBpmn(xml: string): Promise<ParsedFile> {
  const parsed = (await new BpmnModdle({ camunda }).fromXML(xml)) as unknown as ParsedFile;
  for (const process of children(parsed.rootElement, 'rootElements')) linkFlows(process);
  return parsed;
}

/** `incoming` and `outgoing` are optional in a file: what a flow says of its ends holds either way. */
function linkFlows(scope: ModdleElement): void {
  for (const element of children(scope, 'flowElements')) {
    linkFlows(element);
    if (element.$type !== 'bpmn:SequenceFlow') continue;
    attach(child(element, 'sourceRef'), 'outgoing', element);
    attach(child(element, 'targetRef'), 'incoming', element);
  }
}

function attach(node: ModdleElement | undefined, side: 'incoming' | 'outgoing', flow: ModdleElement): void {
  if (!node || children(node, side).includes(flow)) return;
  Object.assign(node, { [side]: [...children(node, side), flow] });
}

/** A text attribute; undefined when absent or empty. */
export function text(element: ModdleElement | undefined, property: string): string | undefined {
  const value = element?.[property];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A single child element or reference. */
export function child(element: ModdleElement | undefined, property: string): ModdleElement | undefined {
  const value = element?.[property];
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as ModdleElement)
    : undefined;
}

/** Child elements; empty when there are none. */
export function children(element: ModdleElement | undefined, property: string): ModdleElement[] {
  const value = element?.[property];
  return Array.isArray(value) ? (value as ModdleElement[]) : [];
}

/** Extension elements of one type, for example `camunda:In`. */
export function extensions(element: ModdleElement, type: string): ModdleElement[] {
  return children(child(element, 'extensionElements'), 'values').filter((value) => value.$type === type);
}

/** The body of an expression child such as `conditionExpression` or `timeDuration`. */
export function body(element: ModdleElement | undefined, property: string): string | undefined {
  return text(child(element, property), 'body')?.trim();
}
