import { createDefinitionContext, mapDefinition } from './library.ts';
import type { DefinitionContext, MappedDefinition, MappedElement, TypeOverrides } from './library.ts';
import { prepareElement } from './prepare-element.ts';
import { replaceLinks } from './replace-links.ts';
import type { ElementFacts } from './element-facts.ts';

/**
 * Shared, frozen library contexts of one process, one for each start event: the library would otherwise start at every
 * start event at once.
 */
export class DefinitionContexts {
  readonly #mapped: MappedDefinition;
  readonly #overrides: TypeOverrides;
  readonly #byStart = new Map<string, DefinitionContext>();

  constructor(
    parsed: object,
    options: { processId: string; elements: ReadonlyMap<string, ElementFacts>; overrides: TypeOverrides },
  ) {
    this.#mapped = cutToProcess(mapDefinition(parsed), options.processId, options.elements);
    this.#overrides = options.overrides;
  }

  /** The context in which only the given start event of the process starts. */
  startingAt(startActivityId: string): DefinitionContext {
    let context = this.#byStart.get(startActivityId);
    if (!context) {
      context = createDefinitionContext(this.#cutToStart(startActivityId), this.#overrides);
      this.#byStart.set(startActivityId, context);
    }
    return context;
  }

  #cutToStart(startActivityId: string): MappedDefinition {
    const [process] = this.#mapped.processes;
    const others = new Set(
      this.#mapped.activities
        .filter(
          ({ id, type, parent }) =>
            type === 'bpmn:StartEvent' && parent?.id === process?.id && id !== startActivityId,
        )
        .map(({ id }) => id),
    );
    const mapped = {
      ...this.#mapped,
      activities: this.#mapped.activities.filter(({ id }) => !others.has(id)).map(copy),
      // Their flows stay: an element without an incoming flow would start by itself.
      sequenceFlows: this.#mapped.sequenceFlows.map(copy),
      processes: this.#mapped.processes.map(copy),
    };
    return mapped;
  }
}

/** The library attaches its behaviours to the elements it is given, so each context gets its own. */
function copy(element: MappedElement): MappedElement {
  return { ...element, behaviour: structuredClone(element.behaviour) };
}

function cutToProcess(
  mapped: MappedDefinition,
  processId: string,
  elements: ReadonlyMap<string, ElementFacts>,
): MappedDefinition {
  const scopes = new Set([processId]);
  // Parents stand before their children in the list.
  for (const { id, parent } of mapped.activities) if (parent && scopes.has(parent.id)) scopes.add(id);
  const isInside = ({ parent }: MappedElement): boolean => parent !== undefined && scopes.has(parent.id);
  const isRunnable = (element: MappedElement): boolean => isInside(element) && elements.has(element.id);
  const isReference = ({ type }: MappedElement): boolean =>
    type === 'bpmn:Error' || type === 'bpmn:Escalation';
  const linked = replaceLinks(
    mapped.activities.filter((element) => isRunnable(element) || isReference(element)),
    mapped.sequenceFlows.filter(isInside),
  );
  return {
    definition: mapped.definition,
    processes: mapped.processes
      .filter(({ id }) => id === processId)
      .map((process) => prepareElement(process, undefined)),
    activities: linked.activities.map((element) => prepareElement(element, elements.get(element.id))),
    sequenceFlows: linked.sequenceFlows.map((flow) => prepareElement(flow, undefined)),
    associations: [],
    dataObjects: [],
    dataStores: [],
    messageFlows: [],
    participants: [],
    scripts: [],
    timers: [],
  };
}
