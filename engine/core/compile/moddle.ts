import { BpmnModdle } from 'bpmn-moddle';
import { camundaDescriptor } from '../../../bpmn/camunda-descriptor.ts';
import { tidyXml } from './tidy-xml.ts';

/** An element of a parsed BPMN file; attributes of the camunda namespace stand beside the BPMN ones. */
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
  elementsById: Record<string, ModdleElement>;
  warnings: ParserWarning[];
}

/** Something the parser did not understand; `property` and `value` for a reference to nothing. */
export interface ParserWarning {
  message: string;
  element?: ModdleElement;
  property?: string;
  value?: string;
}

/** Names the same extensions go by in the Camunda family. */
const OTHER_NAMESPACES = /http:\/\/(?:operaton\.org\/schema\/1\.0\/bpmn|activiti\.org\/bpmn)(?=["'])/g;

/** Parses a BPMN 2.0 file with Camunda's extensions. Rejects when it is not well-formed XML or not BPMN. */
export async function parseBpmn(xml: string): Promise<ParsedFile> {
  const source = xml.replace(OTHER_NAMESPACES, 'http://camunda.org/schema/1.0/bpmn');
  const read = async (text: string): Promise<ParsedFile> =>
    (await new BpmnModdle({ camunda: camundaDescriptor }).fromXML(text)) as ParsedFile;
  const tidy = tidyXml(source);
  if (tidy === source) return read(source);
  // What is only written in an unusual way is tried as it stands first: the parser's places are right then.
  const parsed = await read(source).catch(() => null);
  return parsed && parsed.warnings.length === 0 ? parsed : read(tidy);
}

/** A text attribute, trimmed; undefined when absent or empty. */
export function text(element: ModdleElement | undefined, property: string): string | undefined {
  const value = element?.[property];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** A single child element or reference. */
export function child(element: ModdleElement | undefined, property: string): ModdleElement | undefined {
  const value = element?.[property];
  return isElement(value) ? value : undefined;
}

/** Child elements; empty when there are none. */
export function children(element: ModdleElement | undefined, property: string): ModdleElement[] {
  const value = element?.[property];
  return Array.isArray(value) ? value.filter(isElement) : [];
}

/** Extension elements of one type, for example `In` for `camunda:in`. */
export function extensions(element: ModdleElement | undefined, type: string): ModdleElement[] {
  return children(child(element, 'extensionElements'), 'values').filter(
    ({ $type }) => $type === `camunda:${type}`,
  );
}

/** The text of an expression child such as `conditionExpression` or `timeDuration`. */
export function body(element: ModdleElement | undefined, property: string): string | undefined {
  return text(child(element, property), 'body');
}

/** The process around an element. */
export function processOf(element: ModdleElement): ModdleElement | undefined {
  let at: ModdleElement | undefined = element;
  while (at && kindOf(at) !== 'Process') at = at.$parent;
  return at;
}

/** `bpmn:UserTask` is a UserTask. */
export function kindOf(element: ModdleElement): string {
  return element.$type.replace('bpmn:', '');
}

/** An embedded, event or transaction subprocess. */
export function isSubprocess(element: ModdleElement): boolean {
  return kindOf(element) === 'SubProcess' || kindOf(element) === 'Transaction';
}

/** The event definitions of an event. */
export function definitionsOf(element: ModdleElement): ModdleElement[] {
  return children(element, 'eventDefinitions');
}

function isElement(value: unknown): value is ModdleElement {
  return typeof value === 'object' && value !== null && '$type' in value;
}
