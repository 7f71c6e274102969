import { randomUUID } from 'node:crypto';
import { createTokenCore } from '../../engine/core/token-core.ts';
import type {
  AdvanceContext,
  Effect,
  ExecutableModel,
  VariableScopes,
  Variables,
} from '../../engine/executors/port.ts';
import {
  bpmnFile,
  endEvent,
  exclusive,
  externalTask,
  flow,
  multiInstance,
  startEvent,
  userTask,
} from '../support/bpmn-text.ts';
import type { BenchRow } from './start-and-memory.ts';

/** How long each figure is measured; shorter ones swing with the garbage collector. */
const MEASURE_S = 2;

/** CPU time of this thread: what else the machine does shall not count. */
function cpuSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000_000;
}

/** Steps per CPU second of the token core on one thread: one step = start of an instance or completion of one task. */
export async function benchCoreSteps(): Promise<BenchRow[]> {
  const five = await load(FIVE_TASKS);
  const inMemory = stepsPerSecond(five, (state) => state);
  const throughJson = stepsPerSecond(five, (state) => JSON.parse(JSON.stringify(state)) as unknown);
  const hundred = await load(HUNDRED_INSTANCES);
  return [
    { measure: 'token core, steps/s in memory (five tasks)', value: whole(inMemory), target: '>= 50000' },
    { measure: 'token core, steps/s through JSON (five tasks)', value: whole(throughJson), target: '' },
    {
      measure: 'token core, steps/s in memory (100 parallel instances)',
      value: whole(stepsPerSecond(hundred, (state) => state)),
      target: '',
    },
    { measure: 'token core, bytes of state at one task', value: whole(stateSize(five)), target: '' },
  ];
}

const FIVE_TASKS = bpmnFile(
  startEvent('start'),
  externalTask('screen'),
  exclusive('choice', { default: 'choice-review' }),
  userTask('review'),
  externalTask('prepare'),
  userTask('sign'),
  externalTask('send'),
  endEvent('end'),
  flow('start -> screen -> choice -> review -> prepare -> sign -> send -> end'),
  flow('choice -> prepare', '${risk == "none"}'),
);

const HUNDRED_INSTANCES = bpmnFile(
  startEvent('start'),
  externalTask('work', {}, multiInstance({ cardinality: '100' })),
  endEvent('end'),
  flow('start -> work -> end'),
);

const core = createTokenCore();

async function load(xml: string): Promise<ExecutableModel> {
  const { models, problems } = await core.load(xml);
  const [model] = models;
  if (!model) throw new Error(problems.map(({ message }) => message).join('\n'));
  return model;
}

function stepsPerSecond(model: ExecutableModel, save: (state: unknown) => unknown): number {
  for (let warm = 0; warm < 200; warm += 1) runThrough(model, save);
  let steps = 0;
  const from = cpuSeconds();
  while (cpuSeconds() - from < MEASURE_S) steps += runThrough(model, save);
  return steps / (cpuSeconds() - from);
}

/** Runs one instance to its end; every task completes with one variable. Answers how many steps it took. */
function runThrough(model: ExecutableModel, save: (state: unknown) => unknown): number {
  const instance = new Instance(model, save);
  instance.start();
  let steps = 1;
  for (let task = instance.open.shift(); task !== undefined; task = instance.open.shift()) {
    instance.complete(task);
    steps += 1;
  }
  return steps;
}

function stateSize(model: ExecutableModel): number {
  const instance = new Instance(model, (state) => state);
  instance.start();
  return JSON.stringify(instance.state).length;
}

const RISK: Variables = { risk: { type: 'String', value: 'high' } };

/** What an engine has to keep of an instance, and no more: the rest would be measured with it. */
class Instance {
  readonly open: string[] = [];
  state: unknown = null;
  readonly #model: ExecutableModel;
  readonly #save: (state: unknown) => unknown;
  readonly #scopes: VariableScopes = {};
  readonly #context: AdvanceContext;

  constructor(model: ExecutableModel, save: (state: unknown) => unknown) {
    this.#model = model;
    this.#save = save;
    this.#context = {
      instanceId: randomUUID(),
      businessKey: null,
      definitionId: 'definition',
      definitionKey: model.processId,
      variables: this.#scopes,
      now: new Date(),
      newId: randomUUID,
    };
  }

  start(): void {
    this.#take(core.advance(this.#model, null, { kind: 'start', variables: RISK }, this.#context));
  }

  complete(executionId: string): void {
    this.#take(
      core.advance(
        this.#model,
        this.state,
        { kind: 'complete', executionId, variables: RISK },
        this.#context,
      ),
    );
  }

  #take({ state, effects }: { state: unknown; effects: Effect[] }): void {
    this.state = this.#save(state);
    for (const effect of effects) {
      if (effect.kind === 'user-task-created' || effect.kind === 'external-task-created')
        this.open.push(effect.executionId);
      else if (effect.kind === 'variable-set')
        (this.#scopes[effect.scopeId] ??= {})[effect.name] = effect.value;
      else if (effect.kind === 'scope-ended') Reflect.deleteProperty(this.#scopes, effect.scopeId);
    }
  }
}

const whole = (figure: number): string => String(Math.round(figure));
