import type { MigrationInstruction } from '../../executors/port.ts';
import { PROCESS } from './activities.ts';
import type { Activities, Activity } from './activities.ts';
import { checkBasics, checkPlan } from './check-plan.ts';
import type { Plan } from './check-plan.ts';

/** Both models, and what the instructions are to say of events. */
interface Models {
  readonly source: Activities;
  readonly target: Activities;
  readonly updateEventTriggers: boolean;
}

/**
 * Maps activities that are equal: same id, same kind, in scopes that are mapped to each other. Outer scopes come first;
 * inside of a scope that is not mapped nothing is.
 */
export function generate(models: Models): MigrationInstruction[] {
  const { source, target } = models;
  let instructions: MigrationInstruction[] = [];
  const keepRight = (check: (plan: Plan) => string[][]): void => {
    // What one instruction rests on may go with the other.
    for (let before = -1; before !== instructions.length;) {
      before = instructions.length;
      const failures = check({ source, target, instructions });
      instructions = instructions.filter((_, index) => failures[index]?.length === 0);
    }
  };
  const descend = (from: string | null, into: string | null): void => {
    const fresh: MigrationInstruction[] = [];
    for (const [inFrom, inInto] of [
      [inFlowScope(source, from), inFlowScope(target, into)],
      [inEventScope(source, from), inEventScope(target, into)],
    ] as const) {
      const found = match(inFrom, inInto, models).filter(
        (one) => !instructions.some((other) => other.source === one.source),
      );
      instructions.push(...found);
      fresh.push(...found);
    }
    keepRight(checkBasics);
    for (const one of fresh) if (instructions.includes(one)) descend(one.source, one.target);
  };
  descend(null, null);
  keepRight(checkPlan);
  return instructions;
}

function match(
  from: readonly Activity[],
  into: readonly Activity[],
  { updateEventTriggers }: Models,
): MigrationInstruction[] {
  return from.flatMap((source) => {
    const { id } = source.spot;
    const target = into.find(({ spot }) => spot.id === id);
    if (!target || !isEligible(source) || !isEligible(target)) return [];
    const isConditional = source.behaviour.includes('Conditional');
    const updateEventTrigger = isConditional || (updateEventTriggers && source.hasTrigger);
    return [{ source: id, target: id, updateEventTrigger }];
  });
}

function isEligible({ isSupported, isAsync, isHandler }: Activity): boolean {
  return (isSupported || isAsync) && !isHandler;
}

function inFlowScope(activities: Activities, scope: string | null): Activity[] {
  return [...activities.values()].filter(({ flowScope }) => flowScope === scope);
}

function inEventScope(activities: Activities, scope: string | null): Activity[] {
  return [...activities.values()].filter(({ eventScope }) => eventScope === (scope ?? PROCESS));
}
