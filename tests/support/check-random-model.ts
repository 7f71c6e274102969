import { createTokenCore } from '../../engine/core/token-core.ts';
import { createBpmnEngineExecutor } from '../../engine/executors/bpmn-engine/create-bpmn-engine-executor.ts';
import type { ExecutableModel, Executor } from '../../engine/executors/port.ts';
import type { TokenState } from '../../engine/core/state.ts';
import type { Block } from './random-model.ts';
import { runSchedule } from './random-schedule.ts';
import type { Run } from './random-schedule.ts';
import { writeModel } from './write-random-model.ts';

const throughJson = (state: unknown): unknown => JSON.parse(JSON.stringify(state));
const core = createTokenCore();
const library = createBpmnEngineExecutor();

/** What is wrong with one run of a model on the token core by itself; null when nothing is. */
export async function findFault(block: Block, seed: number): Promise<string | null> {
  return faultOf(async () => {
    const model = await load(core, block);
    const inMemory = runSchedule(core, model, seed, (state) => state);
    const fromJson = runSchedule(core, model, seed, throughJson);
    const [one, other] = [inMemory.instance.trace(), fromJson.instance.trace()];
    const at = one.findIndex((effect, index) => effect !== other[index]);
    if (at >= 0 || one.length !== other.length) return `JSON changes effect ${at}: ${one[at]} / ${other[at]}`;
    return lostToken(inMemory) ?? untidyEnd(inMemory);
  });
}

/** Where one run differs between the token core and the library; null when nowhere. */
export async function findDifference(block: Block, seed: number): Promise<string | null> {
  return faultOf(async () => {
    const ours = runSchedule(core, await load(core, block), seed, throughJson);
    const theirs = runSchedule(library, await load(library, block), seed, throughJson);
    for (const [index, seen] of ours.observed.entries()) {
      const [one, other] = [seen, theirs.observed[index]].map(withoutLong);
      if (one !== other) return `step ${index}: token core ${one}\nlibrary ${other}`;
    }
    return null;
  });
}

/** The library types what is computed as Integer where JUEL gives a Long. */
function withoutLong(seen: unknown): string {
  return JSON.stringify(seen ?? null).replaceAll(String.raw`\"Long\"`, String.raw`\"Integer\"`);
}

async function faultOf(work: () => Promise<string | null>): Promise<string | null> {
  try {
    return await work();
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

async function load(executor: Executor, block: Block): Promise<ExecutableModel> {
  const { models, problems } = await executor.load(writeModel(block));
  const [model] = models;
  if (!model)
    throw new Error(problems.map(({ elementId, message }) => `${elementId ?? ''}: ${message}`).join('\n'));
  return model;
}

/** An instance has ended or waits for something; nothing else. */
function lostToken({ instance }: Run): string | null {
  const { nodes } = instance.state as TokenState;
  if (instance.outcome) return nodes.length > 0 ? 'ended, and yet it has nodes' : null;
  if (instance.waiting.length === 0) return `nothing waits, nothing ended: ${JSON.stringify(nodes)}`;
  const ids = new Set(nodes.map(({ id }) => id));
  const gone = instance.waiting
    .flatMap((activity) => instance.waitsOf(activity))
    .find(({ executionId }) => !ids.has(executionId));
  return gone ? `'${gone.activityId}' waits without a token` : null;
}

/** Everything that started has ended exactly once, when the instance has; scopes go with their activities. */
function untidyEnd({ instance }: Run): string | null {
  const open = new Map<string, string>();
  for (const effect of instance.effects) {
    if (effect.kind === 'activity-started') open.set(effect.executionId, effect.activityId);
    if (effect.kind === 'activity-ended' && !open.delete(effect.executionId))
      return `${effect.executionId} ended twice`;
  }
  const scopes = Object.keys(instance.scopes).filter((id) => id !== instance.id && !open.has(id));
  if (scopes.length > 0) return `variables of ended activities are left: ${scopes.join(', ')}`;
  if (!instance.outcome) return null;
  if (instance.waiting.length > 0) return `ended, and yet ${instance.waiting.join(', ')} wait`;
  return open.size > 0 ? `ended, but ${[...open.values()].join(', ')} did not` : null;
}
