import type { ExecutableModel, Executor } from '../../engine/executors/port.ts';
import { InstanceUnderTest } from './instance-under-test.ts';
import { Random } from './random.ts';

/** Events of one run; a run that has not ended by then is left as it is. */
const MAX_EVENTS = 40;

/** How one run looks from outside after each event. */
export interface Observed {
  event: string;
  waiting: string[];
  outcome: string | undefined;
  variables: string;
}

/** A run: what was seen, and everything the executor said. */
export interface Run {
  observed: Observed[];
  instance: InstanceUnderTest;
}

/** Runs a model with random events; what is chosen depends on the seed and on what waits, nothing else. */
export function runSchedule(
  executor: Executor,
  model: ExecutableModel,
  seed: number,
  save: (state: unknown) => unknown,
): Run {
  const random = new Random(seed);
  const instance = new InstanceUnderTest(executor, model, save);
  const observed: Observed[] = [];
  const note = (event: string): void => {
    const { waiting, outcome, scopes } = instance;
    observed.push({
      event,
      waiting,
      outcome: outcome?.outcome,
      // The library does not tell whole numbers apart as JUEL does.
      variables: JSON.stringify(scopes[instance.id]?.['v']?.value),
    });
  };
  instance.start({ v: random.integer(0, 9), items: ['a', 'b', 'c'] });
  note('start');
  for (let count = 0; count < MAX_EVENTS && !instance.outcome && instance.waiting.length > 0; count += 1) {
    note(chooseEvent(instance, random));
  }
  return { observed, instance };
}

/** Lets one thing happen to what waits; answers what it was. */
function chooseEvent(instance: InstanceUnderTest, random: Random): string {
  const activity = random.pick(instance.waiting);
  const wait = instance.wait(activity);
  const v = random.integer(0, 9);
  const roll = random.next();
  switch (wait.kind) {
    case 'timer-created':
      instance.fireTimer(activity);
      return `timer ${activity}`;
    case 'continuation-created':
      instance.continue(activity);
      return `continue ${activity}`;
    case 'subscription-created':
      // A conditional event is not delivered: it looks at variables.
      if (wait.eventType === 'conditional') instance.setVariable('v', v);
      else instance.deliver(activity, roll < 0.5 ? { v } : {});
      return `${wait.eventType} ${activity} ${v}`;
    case 'call-requested':
      if (activity.startsWith('failing') && roll < 0.3) {
        instance.endCall(activity, { v }, 'failed');
        return `failed call ${activity}`;
      }
      instance.endCall(activity, { v });
      return `call ${activity}`;
    case 'external-task-created':
      if (roll < 0.15) {
        instance.throwError(activity, 'failed');
        return `error ${activity}`;
      }
      instance.complete(activity, { v });
      return `complete ${activity} ${v}`;
    case 'user-task-created':
      instance.complete(activity, roll < 0.7 ? { v } : {});
      return `complete ${activity} ${v}`;
  }
}
