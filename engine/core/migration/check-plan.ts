/** Camunda's rules for migration plans; what is wrong is said in its words, which tools show and compare. */
import type { MigrationInstruction } from '../../executors/port.ts';
import { isAround, PROCESS } from './activities.ts';
import type { Activities, Activity } from './activities.ts';

/** A plan with what its ids stand for. */
export interface Plan {
  readonly source: Activities;
  readonly target: Activities;
  readonly instructions: readonly MigrationInstruction[];
}

/** One instruction whose activities exist. */
interface Mapping {
  readonly instruction: MigrationInstruction;
  readonly source: Activity;
  readonly target: Activity;
}

type Rule = (mapping: Mapping, plan: Plan) => string | null;

/** What is wrong with each instruction, in their order; nothing is said about one that is right. */
export function checkPlan(plan: Plan): string[][] {
  return plan.instructions.map((instruction) => checkInstruction(instruction, plan, RULES));
}

/** As `checkPlan` for a plan in the making: the insides of multi-instance activities may still be missing. */
export function checkBasics(plan: Plan): string[][] {
  return plan.instructions.map((instruction) => checkInstruction(instruction, plan, BASIC_RULES));
}

function checkInstruction(instruction: MigrationInstruction, plan: Plan, rules: readonly Rule[]): string[] {
  const source = plan.source.get(instruction.source);
  const target = plan.target.get(instruction.target);
  if (!source || !target) {
    return [
      ...(source ? [] : [`Source activity '${instruction.source}' does not exist`]),
      ...(target ? [] : [`Target activity '${instruction.target}' does not exist`]),
    ];
  }
  return rules
    .map((rule) => rule({ instruction, source, target }, plan))
    .filter((failure) => failure !== null);
}

const from = ({ instructions }: Plan, id: string | null): MigrationInstruction[] =>
  instructions.filter(({ source }) => source === id);
const to = ({ instructions }: Plan, id: string): MigrationInstruction[] =>
  instructions.filter(({ target }) => target === id);

const sameBehaviour: Rule = ({ source, target }) => {
  const kind = ({ behaviour }: Activity): string => behaviour.replace(/^EventSubProcessA/, 'SubProcessA');
  if (kind(source) === kind(target)) return null;
  return `Activities have incompatible types (${source.behaviour} is not compatible with ${target.behaviour})`;
};

const sameEventType: Rule = ({ source, target }) => {
  if (!source.hasTrigger || !target.hasTrigger) return null;
  const [before, after] = [source.spot.element.type, target.spot.element.type];
  return before === after ? null : `Events are not of the same type (${before} != ${after})`;
};

const mappedOnce: Rule = ({ source }, plan) => {
  const all = from(plan, source.spot.id);
  if (all.length <= 1) return null;
  const list = all.map(
    (one) =>
      `ValidatingMigrationInstructionImpl{sourceActivity=Activity(${one.source}), targetActivity=Activity(${one.target})}`,
  );
  return `There are multiple mappings for source activity id '${source.spot.id}': ${list.join(', ')}`;
};

const noNewBody: Rule = ({ target }, plan) => {
  for (let at = target.flowScope; at !== null; at = plan.target.get(at)?.flowScope ?? null) {
    if (to(plan, at).length > 0) return null;
    if (plan.target.get(at)?.spot.isBody) {
      return `Target activity '${target.spot.id}' is a descendant of multi-instance body '${at}' that is not mapped from the source process definition.`;
    }
  }
  return null;
};

const innerOfTargetBody: Rule = ({ target }, plan) =>
  !target.spot.isBody || to(plan, target.spot.element.id).length > 0
    ? null
    : 'Must map the inner activity of a multi-instance body when the body is mapped';

const innerOfSourceBody: Rule = ({ source }, plan) =>
  !source.spot.isBody || from(plan, source.spot.element.id).length > 0
    ? null
    : 'Cannot remove the inner activity of a multi-instance body when the body is mapped';

const isJoin = ({ spot }: Activity): boolean =>
  spot.element.behaviour.kind === 'parallel-gateway' || spot.element.behaviour.kind === 'inclusive-gateway';

const enoughFlows: Rule = ({ source, target }) =>
  isJoin(target) && source.spot.element.incomingCount > target.spot.element.incomingCount
    ? 'The target gateway must have at least the same number of incoming sequence flows that the source gateway has'
    : null;

const scopeOfJoin: Rule = ({ source, target }, plan) =>
  isJoin(target) && source.flowScope !== null && from(plan, source.flowScope).length === 0
    ? `The gateway's flow scope '${source.flowScope}' must be mapped`
    : null;

const oneJoin: Rule = ({ target }, plan) =>
  isJoin(target) && to(plan, target.spot.id).length > 1
    ? `Only one gateway can be mapped to gateway '${target.spot.id}'`
    : null;

const sameEventScope: Rule = ({ source, target }, plan) => {
  const { eventScope } = source;
  if (eventScope === null || eventScope === (source.flowScope ?? PROCESS)) return null;
  if (target.eventScope === null) {
    return `The source activity's event scope (${eventScope}) must be mapped but the target activity has no event scope`;
  }
  const mapped = eventScope === PROCESS ? PROCESS : from(plan, eventScope)[0]?.target;
  if (mapped === target.eventScope) return null;
  return `The source activity's event scope (${eventScope}) must be mapped to the target activity's event scope (${target.eventScope})`;
};

const hasTrigger: Rule = ({ instruction, source }) =>
  instruction.updateEventTrigger && !source.hasTrigger
    ? 'Cannot update event trigger because the activity does not define a persistent event trigger'
    : null;

const keptHierarchy: Rule = ({ source, target }, plan) => {
  let at = source.flowScope;
  while (at !== null && from(plan, at).length === 0) at = plan.source.get(at)?.flowScope ?? null;
  const mapped = at === null ? undefined : from(plan, at)[0]?.target;
  if (at === null || mapped === undefined || isAround(plan.target, mapped, target)) return null;
  return `The closest mapped ancestor '${at}' is mapped to scope '${mapped}' which is not an ancestor of target scope '${target.spot.id}'`;
};

const conditionAnew: Rule = ({ instruction, source }) =>
  source.behaviour.includes('Conditional') && !instruction.updateEventTrigger
    ? 'Conditional event has to migrate with update event trigger.'
    : null;

const BASIC_RULES: readonly Rule[] = [
  sameBehaviour,
  sameEventType,
  mappedOnce,
  noNewBody,
  enoughFlows,
  scopeOfJoin,
  oneJoin,
  sameEventScope,
  hasTrigger,
  keptHierarchy,
  conditionAnew,
];

const RULES: readonly Rule[] = [
  ...BASIC_RULES.slice(0, 4),
  innerOfTargetBody,
  innerOfSourceBody,
  ...BASIC_RULES.slice(4),
];
