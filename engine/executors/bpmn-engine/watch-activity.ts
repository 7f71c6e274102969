import { pathOf } from './activity-path.ts';
import { TaskService } from './task-service.ts';
import { applyInputs, applyOutputs } from './parameters.ts';
import type { LiveActivity, MessageContent } from './library.ts';
import { rearmBoundaryEvent } from './boundary-events.ts';
import { ScopeEnvironment } from './scope-environment.ts';
import { toText } from '../../expressions/coercion.ts';

/**
 * An extension in the library's sense: it is called for each live activity and sees what happens to it. Everything the
 * executor reports about activities starts here.
 */
export function watchActivity(activity: LiveActivity): undefined {
  const scope = activity.environment;
  if (!(scope instanceof ScopeEnvironment) || activity.type === 'bpmn:Process') return undefined;
  scope.members.set(activity.id, activity);
  if (activity.type === 'bpmn:ServiceTask') activity.behaviour['Service'] = TaskService;
  watchPublications(activity, (key, content) => {
    if (key === 'execute.start') onStart(scope, content);
    else if (key === 'execute.completed') onCompleted(scope, content);
    else if (key === 'execute.error' || key.startsWith('activity.discard.')) onBroken(scope, content);
    else if (key === 'activity.catch') onCatch(scope, content);
    else if (key === 'activity.leave') onLeave(activity, scope, content);
  });
  return undefined;
}

/**
 * Sees messages where they are published, before the library acts on them and only once: what is delivered again after a
 * recovery is not published again. A subscription for each would double the cost of recovering an instance.
 */
function watchPublications(
  activity: LiveActivity,
  see: (key: string, content: MessageContent) => void,
): void {
  const { broker } = activity;
  const publish = broker.publish.bind(broker);
  broker.publish = (exchange, key, content, properties) => {
    const isWatched = exchange === 'execution' || exchange === 'event' || exchange === 'api';
    if (isWatched && content.id === activity.id) see(key, content);
    publish(exchange, key, content, properties);
  };
}

function onStart(scope: ScopeEnvironment, content: MessageContent): void {
  const { instance } = scope;
  if (content.isDefinitionScope || instance.records.isOpen(content.executionId)) return;
  const facts = instance.model.elements.get(content.id);
  // Boundary events count as activities once they catch something.
  if (!facts || facts.boundary) return;
  const path = pathOf(scope, content);
  const isBody = facts.loop !== null && content.isRootScope === true;
  instance.records.start(facts.id, path, isBody);
  if (isBody) return;
  if (facts.loop)
    instance.loops.iterationStarted(facts.loop, path.at(-2) ?? '', content.executionId, content.index ?? 0);
  applyInputs(instance, facts.inputs, path, facts.id);
}

function onCompleted(scope: ScopeEnvironment, content: MessageContent): void {
  const { instance } = scope;
  if (content.isDefinitionScope) return;
  const facts = instance.model.elements.get(content.id);
  if (!facts) return;
  const path = pathOf(scope, content);
  if (facts.boundary && !instance.records.isOpen(content.executionId)) {
    instance.records.start(facts.id, path);
    instance.fired.set(content.executionId, instance.fired.get(content.executionId) ?? { isTimer: false });
  }
  if (!instance.records.isOpen(content.executionId)) return;
  const isBody = facts.loop !== null && content.isRootScope === true;
  if (!isBody) applyOutputs(instance, facts.outputs, path, facts.id);
  instance.records.end(content.executionId, false);
}

/**
 * Cancelled or failed: reported before the library takes the inside apart, because a subprocess whose last activity is
 * discarded looks completed to it for a moment.
 */
function onBroken({ instance }: ScopeEnvironment, content: MessageContent): void {
  if (!content.isDefinitionScope) instance.records.end(content.executionId, true);
}

/** Camunda's errorCodeVariable and errorMessageVariable. */
function onCatch(scope: ScopeEnvironment, content: MessageContent): void {
  const { instance } = scope;
  const caught = instance.model.elements.get(content.id)?.caughtError;
  const error = content.error as { code?: unknown; message?: unknown } | undefined;
  if (!caught || !error) return;
  const set = (name: string | null, value: unknown): void => {
    if (name !== null)
      instance.step.variables.set(scope.path, name, { type: 'String', value: toText(value) });
  };
  set(caught.codeVariable, error.code);
  set(caught.messageVariable, error.message);
}

function onLeave(activity: LiveActivity, scope: ScopeEnvironment, content: MessageContent): void {
  const { instance } = scope;
  instance.records.end(content.executionId, true);
  const facts = instance.model.elements.get(activity.id);
  if (facts?.boundary && !facts.boundary.cancels) rearmBoundaryEvent(activity, scope, content);
  const eventSubProcess = instance.model.eventSubProcesses
    .get(scope.elementId ?? '')
    ?.find(({ subProcessId, interrupting }) => subProcessId === activity.id && !interrupting);
  if (eventSubProcess && eventSubProcess.work.kind !== 'timer' && instance.scopes.has(scope.scopeId ?? '')) {
    instance.waits.openEventSubProcess(eventSubProcess, scope);
  }
}
