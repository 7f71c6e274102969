import type { CompiledExpression } from '../../expressions/expression.ts';
import type { JobDeclaration } from '../job-declarations.ts';
import type { ExecutableModel, StartEvent } from '../port.ts';
import type { DefinitionContexts } from './definition-contexts.ts';
import type { ElementFacts, EventSubProcessFacts } from './element-facts.ts';

/** Everything known about one process; built once per definition and shared by all of its instances. */
export interface BpmnModelParts {
  processId: string;
  processName: string | null;
  versionTag: string | null;
  category: string | null;
  historyTimeToLiveDays: number | null;
  startableInTasklist: boolean;
  startEvents: StartEvent[];
  jobs: readonly JobDeclaration[];
  elements: ReadonlyMap<string, ElementFacts>;
  /** Conditions by sequence flow id. */
  conditions: ReadonlyMap<string, CompiledExpression>;
  /** Event subprocesses by the id of the process or subprocess they stand in. */
  eventSubProcesses: ReadonlyMap<string, readonly EventSubProcessFacts[]>;
  contexts: DefinitionContexts;
}

/** A process this executor can run. */
export class BpmnModel implements ExecutableModel {
  readonly processId: string;
  readonly processName: string | null;
  readonly versionTag: string | null;
  readonly category: string | null;
  readonly historyTimeToLiveDays: number | null;
  readonly isExecutable = true;
  readonly startableInTasklist: boolean;
  readonly startEvents: StartEvent[];
  readonly jobs: readonly JobDeclaration[];
  readonly activities: ReadonlyMap<string, { name: string | null; type: string }>;
  readonly elements: ReadonlyMap<string, ElementFacts>;
  readonly conditions: ReadonlyMap<string, CompiledExpression>;
  readonly eventSubProcesses: ReadonlyMap<string, readonly EventSubProcessFacts[]>;
  readonly contexts: DefinitionContexts;

  constructor(parts: BpmnModelParts) {
    this.processId = parts.processId;
    this.processName = parts.processName;
    this.versionTag = parts.versionTag;
    this.category = parts.category;
    this.historyTimeToLiveDays = parts.historyTimeToLiveDays;
    this.startableInTasklist = parts.startableInTasklist;
    this.startEvents = parts.startEvents;
    this.jobs = parts.jobs;
    this.elements = parts.elements;
    this.conditions = parts.conditions;
    this.eventSubProcesses = parts.eventSubProcesses;
    this.contexts = parts.contexts;
    this.activities = new Map(
      [...parts.elements.values()].map(({ id, name, activityType }) => [id, { name, type: activityType }]),
    );
  }
}
