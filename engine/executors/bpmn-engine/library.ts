/**
 * The parts of bpmn-elements 17.3.0 and smqp that the executor touches, typed narrowly. The library's own declarations
 * describe its objects loosely; everything the executor relies on is listed here and nowhere else.
 */
import * as Elements from 'bpmn-elements';
import { TypeResolver, deserialize, map } from 'moddle-context-serializer';

/** What travels through the library's brokers. */
export interface Message {
  fields: { routingKey: string; redelivered?: boolean };
  content: MessageContent;
  properties: Record<string, unknown>;
}

/** The content of a message about one execution of an activity. */
export interface MessageContent {
  id: string;
  type: string;
  executionId: string;
  isRootScope?: boolean;
  isMultiInstance?: boolean;
  isDefinitionScope?: boolean;
  index?: number;
  parent?: { id: string; type: string; executionId?: string };
  inbound?: (Record<string, unknown> & { executionId?: string })[];
  error?: unknown;
  [key: string]: unknown;
}

type Handler = (routingKey: string, message: Message) => void;

/** An in-memory message broker of one element. */
export interface Broker {
  publish(exchange: string, key: string, content: MessageContent, properties?: object): void;
  subscribeTmp(exchange: string, pattern: string, handler: Handler, options: object): void;
  cancel(consumerTag: string): void;
  getQueue(name: string): { queueMessage(fields: object, content: unknown): void; purge(): void } | undefined;
}

/** A running flow node. */
export interface LiveActivity {
  id: string;
  type: string;
  broker: Broker;
  environment: Elements.Environment;
  isThrowing?: boolean;
  behaviour: Record<string, unknown>;
  context: { owner?: LiveActivity };
  run(content?: object): void;
  execution?: { source?: { executions?: LiveScopeExecution[] } };
}

/** A running process or subprocess. */
export interface LiveScopeExecution {
  executionId: string;
  getPostponed(): { id: string; discard(): void }[];
}

/** One running instance as the library sees it. */
export interface LiveDefinition {
  broker: Broker;
  execution?: { completed: boolean; status: string };
  run(options: { processId: string }): void;
  recover(state: unknown): LiveDefinition;
  resume(): void;
  getState(): unknown;
  getRunningProcesses(): { execution?: LiveScopeExecution }[];
}

/** A definition mapped for the library: plain lists of elements. */
export interface MappedDefinition {
  definition: MappedElement;
  processes: MappedElement[];
  activities: MappedElement[];
  sequenceFlows: MappedElement[];
  [list: string]: unknown;
}

/** One element of a mapped definition. */
export interface MappedElement {
  id: string;
  type: string;
  name?: string;
  parent?: { id: string; type: string };
  targetId?: string;
  sourceId?: string;
  isDefault?: boolean;
  behaviour: Record<string, unknown>;
  [key: string]: unknown;
}

/** A mapped definition with the library's behaviours attached; shareable between instances. */
export type DefinitionContext = { readonly brand: 'definition context' };

/** Classes by BPMN type that replace the library's own. */
export type TypeOverrides = Record<string, unknown>;

/** Maps a parsed BPMN file to the library's lists. */
export function mapDefinition(parsed: object): MappedDefinition {
  return map(parsed, undefined as never) as unknown as MappedDefinition;
}

/** Attaches behaviours to a mapped definition and freezes it: instances share it and must not change it. */
export function createDefinitionContext(
  mapped: MappedDefinition,
  overrides: TypeOverrides,
): DefinitionContext {
  const resolver = TypeResolver(Elements as never, (types: TypeOverrides) => {
    Object.assign(types, overrides);
  });
  const context = deserialize(mapped, resolver as never) as unknown as DefinitionContext;
  freezeDeeply(mapped);
  return context;
}

function freezeDeeply(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) freezeDeeply(inner);
}

/** A new live instance; it does nothing until run or recovered. */
export function createLiveDefinition(
  context: DefinitionContext,
  environment: Elements.Environment,
): LiveDefinition {
  const live = Elements.Context(context as never, environment);
  return new Elements.Definition(live) as unknown as LiveDefinition;
}

/** Clones message content so that handlers do not share lists with the library. */
export function cloneContent(content: MessageContent, changes: Partial<MessageContent> = {}): MessageContent {
  return structuredClone({ ...content, ...changes });
}

/**
 * Takes tokens out of a scope that wait at a parallel join. The library has no call for it: such a token is a message
 * about its sequence flow that is kept until the join starts.
 */
export function dropTokensAtJoins(execution: LiveScopeExecution): void {
  const { postponed } = (
    execution as unknown as Record<symbol, { postponed: Set<Message & { ack(): void }> }>
  )[Symbol.for('elements')] ?? { postponed: new Set() };
  for (const message of postponed) {
    if (message.content['isSequenceFlow'] !== true) continue;
    postponed.delete(message);
    message.ack();
  }
}
