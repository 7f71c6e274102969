import type { StartEvent } from '../port.ts';
import type { ModelReader } from './model-reader.ts';
import { children } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';
import { readCatch } from './read-event.ts';

/** What starts new instances of a process. Names and times must not depend on variables: there are none yet. */
export function readStartEvents(process: ModdleElement, reader: ModelReader): StartEvent[] {
  return children(process, 'flowElements')
    .filter((element) => element.$type === 'bpmn:StartEvent')
    .flatMap((element): StartEvent[] => {
      const activityId = element.id ?? '';
      const [definition] = children(element, 'eventDefinitions');
      if (!definition) return [{ kind: 'none', activityId }];
      const work = readCatch(activityId, definition, reader);
      if (work?.kind === 'timer') {
        return [{ kind: 'timer', activityId, timer: { type: work.type, expression: work.expression.text } }];
      }
      if (work?.kind !== 'message' && work?.kind !== 'signal') return [];
      return [{ kind: work.kind, activityId, eventName: work.eventName.text }];
    });
}
