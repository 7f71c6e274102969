import { randomModel } from '../support/random-model.ts';
import type { Block } from '../support/random-model.ts';
import { Random } from '../support/random.ts';
import { writeModel } from '../support/write-random-model.ts';
import { compareEngines } from './compare-engines.ts';
import type { BothEngines } from './compare-engines.ts';
import type { EngineApi } from './engine-api.ts';

/** A model and what happens to it. */
export interface SeededModel {
  seed: number;
  model: Block;
}

/** Deployed together; a deployment of hundreds of files is no quicker. */
const FILES = 50;
/** Runs at a time: both engines stay busy, and a machine of two cores is not drowned. */
const LANES = 3;
/** How deep blocks nest: bigger models mostly end before all of them was run. */
const DEPTH = 2;

/** What random models call. */
const OTHER = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="https://njia.example/tests">
  <process id="other" isExecutable="true" camunda:historyTimeToLive="30">
    <startEvent id="begin" /><sequenceFlow id="f1" sourceRef="begin" targetRef="look" />
    <userTask id="look" /><sequenceFlow id="f2" sourceRef="look" targetRef="done" /><endEvent id="done" />
  </process>
</definitions>`;

/** What random models call that may end with an error: `other` with a way out. */
const FAILING = OTHER.replace('id="other"', 'id="failing"')
  .replace(
    '<sequenceFlow id="f2" sourceRef="look" targetRef="done" />',
    `<sequenceFlow id="f2" sourceRef="look" targetRef="well" /><exclusiveGateway id="well" default="f3" />
     <sequenceFlow id="f3" sourceRef="well" targetRef="done" />
     <sequenceFlow id="f4" sourceRef="well" targetRef="failed"><conditionExpression>\${v > 4}</conditionExpression></sequenceFlow>
     <endEvent id="failed"><errorEventDefinition errorRef="error" /></endEvent>`,
  )
  .replace('<process', '<error id="error" errorCode="failed" /><process');

const CALLED = { 'other.bpmn': OTHER, 'failing.bpmn': FAILING };

/** Models of consecutive seeds. */
export function randomModels(first: number, count: number): SeededModel[] {
  return Array.from({ length: count }, (_, index) => {
    const seed = first + index;
    return { seed, model: randomModel(new Random(seed), { isFull: true }, DEPTH) };
  });
}

/** Runs models on both engines; answers what differs, by seed. */
export async function compareModels(
  engines: BothEngines,
  models: readonly SeededModel[],
): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  for (let at = 0; at < models.length; at += FILES) {
    await compareBatch(engines, models.slice(at, at + FILES), found);
  }
  return found;
}

async function compareBatch(
  engines: BothEngines,
  models: readonly SeededModel[],
  found: Map<number, string>,
): Promise<void> {
  const files = Object.fromEntries(
    models.map(({ seed, model }, index) => [
      `m${index}.bpmn`,
      writeModel(model).replace('id="process"', `id="random-${index}-${seed}"`),
    ]),
  );
  const deployed = [
    await deploy(engines[0], { ...CALLED, ...files }),
    await deploy(engines[1], { ...CALLED, ...files }),
  ] as const;
  const left = [...models.entries()];
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [index, { seed }] = next;
      const key = `random-${index}-${seed}`;
      const ids = [deployed[0].get(key) ?? '', deployed[1].get(key) ?? ''] as const;
      const difference = await compareEngines(engines, ids, seed);
      if (difference !== null) found.set(seed, difference);
    }
  };
  await Promise.all(Array.from({ length: LANES }, work));
}

/** Definition ids by key. @throws Error when the engine refuses a file: random models are valid. */
async function deploy(api: EngineApi, files: Record<string, string>): Promise<Map<string, string>> {
  const { status, body } = await api.deploy(files);
  if (status !== 200) throw new Error(`${api.name} refuses random models: ${JSON.stringify(body)}`);
  const { deployedProcessDefinitions } = body as {
    deployedProcessDefinitions: Record<string, { id: string; key: string }>;
  };
  return new Map(Object.values(deployedProcessDefinitions).map(({ id, key }) => [key, id]));
}
