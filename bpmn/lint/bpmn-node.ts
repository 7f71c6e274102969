/** An element of a parsed diagram; attributes of the camunda namespace stand beside the BPMN ones. */
export interface BpmnNode {
  readonly $type: string;
  readonly id?: string;
  readonly name?: string;
  readonly $parent?: BpmnNode;
  readonly [property: string]: unknown;
}

/** Parts of an element that carry no name on the diagram: reports name the element around them. */
const INNER =
  /^camunda:|EventDefinition$|LoopCharacteristics$|Expression$|ExtensionElements$|^bpmn:DataInput$/;

/** A text attribute, trimmed; undefined when absent or empty. */
export function text(node: BpmnNode | undefined, property: string): string | undefined {
  const value = node?.[property];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** A single child element or reference. */
export function child(node: BpmnNode | undefined, property: string): BpmnNode | undefined {
  const value = node?.[property];
  return isNode(value) ? value : undefined;
}

/** Child elements; empty when there are none. */
export function children(node: BpmnNode | undefined, property: string): BpmnNode[] {
  const value = node?.[property];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** Extension elements of one type, for example `In` for `camunda:in`. */
export function extensions(node: BpmnNode | undefined, type: string): BpmnNode[] {
  return children(child(node, 'extensionElements'), 'values').filter(
    ({ $type }) => $type === `camunda:${type}`,
  );
}

/** The text of an expression child such as `conditionExpression`. */
export function body(node: BpmnNode | undefined, property: string): string | undefined {
  return text(child(node, property), 'body');
}

/** `bpmn:UserTask` is a UserTask; `camunda:Script` a camunda:Script. */
export function kindOf(node: BpmnNode): string {
  return node.$type.replace('bpmn:', '');
}

/** The event definitions of an event. */
export function definitionsOf(node: BpmnNode): BpmnNode[] {
  return children(node, 'eventDefinitions');
}

/** The id people see on the diagram: an event's for its definition, an activity's for its loop marker. */
export function elementIdOf(node: BpmnNode): string {
  let at: BpmnNode | undefined = node;
  while (at?.$parent && (INNER.test(at.$type) || at.id === undefined)) at = at.$parent;
  return at?.id ?? '';
}

/** False for what stands in a process that says it is only drawn (`isExecutable` is false) or in none. */
export function isExecuted(node: BpmnNode): boolean {
  let at: BpmnNode | undefined = node;
  while (at && at.$type !== 'bpmn:Process') at = at.$parent;
  return at !== undefined && at['isExecutable'] !== false;
}

/** What stands beside a node in the same process or subprocess, itself included. */
export function siblingsOf(node: BpmnNode): BpmnNode[] {
  return children(node.$parent, 'flowElements');
}

/** The sequence flows that leave a node; read from the flows, as nodes need not list them. */
export function outgoingOf(node: BpmnNode): BpmnNode[] {
  return siblingsOf(node).filter((one) => kindOf(one) === 'SequenceFlow' && one['sourceRef'] === node);
}

function isNode(value: unknown): value is BpmnNode {
  return typeof value === 'object' && value !== null && '$type' in value;
}
