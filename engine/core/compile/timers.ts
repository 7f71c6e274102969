import type { Trigger } from '../model.ts';
import { body } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';
import type { Reader } from './reader.ts';

/** When a timer fires; `definition` undefined: nothing says so, which is a problem. */
export function readTimer(
  event: ModdleElement,
  definition: ModdleElement | undefined,
  reader: Reader,
): Extract<Trigger, { kind: 'timer' }> {
  const given = (
    [
      ['date', body(definition, 'timeDate')],
      ['duration', body(definition, 'timeDuration')],
      ['cycle', body(definition, 'timeCycle')],
    ] as const
  ).filter(([, value]) => value !== undefined);
  const [only] = given;
  if (given.length > 1)
    reader.problem(event, 'The timer needs exactly one of a date, a duration or a cycle.');
  return {
    kind: 'timer',
    timerType: only?.[0] ?? 'date',
    value: reader.required(event, only?.[1], 'The timer needs a date, a duration or a cycle.'),
  };
}
