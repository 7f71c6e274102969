import type { StoredSchedule } from './instance-state.ts';
import { cloneContent } from './library.ts';
import type { LiveActivity, MessageContent } from './library.ts';
import type { ScopeEnvironment } from './scope-environment.ts';

/**
 * Arms a non-interrupting boundary event again after it fired, as long as its host runs; the library would let it fire
 * once only. Timers are armed again only while their cycle has repetitions left.
 */
export function rearmBoundaryEvent(
  activity: LiveActivity,
  scope: ScopeEnvironment,
  content: MessageContent,
): void {
  const { instance } = scope;
  const fired = instance.fired.get(content.executionId);
  instance.fired.delete(content.executionId);
  const [host] = content.inbound ?? [];
  if (!fired || !host?.executionId || !instance.records.isOpen(host.executionId)) return;
  if (fired.isTimer && !fired.repetition) return;
  const rearmed: Rearmed = { ...(fired.repetition && { repetition: fired.repetition }) };
  activity.broker
    .getQueue('inbound-q')
    ?.queueMessage(
      { routingKey: 'activity.restart' },
      cloneContent(host as unknown as MessageContent, { rearmed }),
    );
}

/** Set on an event that was armed again: for a timer when its next repetition is due. */
export interface Rearmed {
  repetition?: StoredSchedule;
}

/** How the event of this execution was armed again; undefined when it is armed for the first time. */
export function rearmedOf(content: MessageContent): Rearmed | undefined {
  return content.inbound?.[0]?.['rearmed'] as Rearmed | undefined;
}
