import type { JobSettings } from '../model.ts';
import { extensions, processOf, text } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';
import type { Reader } from './reader.ts';

/** Reads where jobs take over, from an activity or from the multi-instance marker `holder` of `element`. */
export function readJobs(element: ModdleElement, holder: ModdleElement, reader: Reader): JobSettings {
  const [cycle] = extensions(holder, 'FailedJobRetryTimeCycle');
  const priority = text(holder, 'jobPriority') ?? text(processOf(element), 'jobPriority');
  // As in Camunda no job takes over around an activity that undoes another one.
  const isHandler = holder['isForCompensation'] === true;
  return {
    // `async` is what asyncBefore was called at first.
    before: !isHandler && (holder['asyncBefore'] === true || holder['async'] === true),
    after: !isHandler && holder['asyncAfter'] === true,
    priority: reader.expression(element, priority),
    retryCycle: reader.expression(element, text(cycle, 'body')),
  };
}
