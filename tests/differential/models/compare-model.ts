import { basename } from 'node:path';
import { Random } from '../../support/random.ts';
import { compareAnswers, followInstances } from '../compare-engines.ts';
import type { BothEngines, Choose } from '../compare-engines.ts';
import { clearOf } from '../drive.ts';
import type { TypedVariables } from '../drive.ts';
import type { EngineApi } from '../engine-api.ts';
import { guessVariables } from './guess-variables.ts';
import type { ModelFile } from './read-model-files.ts';
import { startsOf, startBy } from './starts.ts';

/** How a model fared. */
export interface Comparison {
  outcome: 'equal' | 'differs' | 'refused by both' | 'refused by us' | 'refused by them' | 'not comparable';
  /** What differs, or why it is refused or cannot be compared. */
  detail: string;
}

/** Events of one run. */
const MAX_EVENTS = 12;
/** The first run is without variables and takes what is possible in order; the others roll dice. */
const SCHEDULES = [0, 1, 2];

interface Deployed {
  id: string;
  definitions: { id: string; key: string }[];
}

/** Deploys a model on both engines, runs each of its processes in several ways, and removes it again. */
export async function compareModel(engines: BothEngines, model: ModelFile): Promise<Comparison> {
  const name = basename(model.name);
  const answers = await Promise.all(
    engines.map((api) => api.deploy({ [name]: model.text, ...model.companions })),
  );
  const deployed = answers.map(({ status, body }) => (status === 200 ? readDeployed(body, name) : null));
  try {
    const [ours, theirs] = deployed;
    if (!ours || !theirs) return refusal(answers, deployed);
    const keys = [ours, theirs].map(({ definitions }) =>
      definitions
        .map(({ key }) => key)
        .sort()
        .join(' '),
    );
    if (keys[0] !== keys[1]) return { outcome: 'differs', detail: `processes: ${keys.join(' / ')}` };
    const detail = await runAll(engines, ours, theirs, model);
    return detail === null ? { outcome: 'equal', detail: '' } : { outcome: 'differs', detail };
  } finally {
    await Promise.all(engines.map((api, index) => remove(api, deployed[index])));
  }
}

async function runAll(
  engines: BothEngines,
  ours: Deployed,
  theirs: Deployed,
  model: ModelFile,
): Promise<string | null> {
  for (const { id, key } of ours.definitions) {
    const twin = theirs.definitions.find((one) => one.key === key)?.id ?? '';
    const starts = [await startsOf(engines[0], id), await startsOf(engines[1], twin)] as const;
    const words = starts.map((ways) =>
      ways
        .map(({ label }) => label)
        .sort()
        .join(', '),
    );
    if (words[0] !== words[1]) return `${key} starts by ${words.join(' / ')}`;
    for (const way of starts[0]) {
      const other = starts[1].find(({ label }) => label === way.label) ?? way;
      for (const seed of way.kind === 'none' ? SCHEDULES : SCHEDULES.slice(1, 2)) {
        const variables = seed === 0 ? {} : guessVariables(model.text, seed);
        const started = [
          await startBy(engines[0], way, id, variables),
          await startBy(engines[1], other, twin, variables),
        ] as const;
        const what = `${key} ${way.label} ${JSON.stringify(variables)}`;
        const refused = compareAnswers(engines, started, what);
        if (refused !== null) return refused;
        if (started[0].instanceId === null || started[1].instanceId === null) continue;
        const ids = [started[0].instanceId, started[1].instanceId] as const;
        const difference = await followInstances(engines, ids, chooser(model.text, seed), MAX_EVENTS);
        if (difference !== null) return `${what}: ${difference}`;
      }
    }
  }
  return null;
}

function chooser(text: string, seed: number): Choose {
  const random = new Random(seed);
  const codes = [...text.matchAll(/errorCode\s*=\s*"([^"]*)"/g)].flatMap(([, code]) => code ?? []);
  return (common) => {
    const clear = clearOf(common);
    // Where nothing can be told apart, the first of what looks alike will do; jobs of one element may lead to different ones.
    const choices = clear.length > 0 ? clear : common.filter(({ kind }) => kind !== 'timer');
    if (choices.length === 0) return null;
    if (seed === 0) return { label: choices[0]?.label ?? '', variables: {}, errorCode: null };
    const { label, kind } = random.pick(choices);
    const variables: TypedVariables =
      kind !== 'timer' && random.chance(0.5) ? guessVariables(text, random.integer(1, 1000)) : {};
    const isError = kind === 'worker' && random.chance(0.25);
    return { label, variables, errorCode: isError ? random.pick([...codes, 'unknown']) : null };
  };
}

function readDeployed(body: unknown, resource: string): Deployed {
  const { id, deployedProcessDefinitions } = body as {
    id: string;
    deployedProcessDefinitions: Record<string, { id: string; key: string; resource: string }> | null;
  };
  const definitions = Object.values(deployedProcessDefinitions ?? {});
  return { id, definitions: definitions.filter((one) => one.resource === resource) };
}

function refusal(
  answers: readonly { status: number; body: unknown }[],
  [ours, theirs]: readonly (Deployed | null | undefined)[],
): Comparison {
  const words = ({ status, body }: { status: number; body: unknown }): string => {
    const { type, message } = body as { type?: string; message?: string };
    return `${status} ${type}: ${message?.slice(0, 300)}`;
  };
  const [one, other] = answers;
  const isOurs = !ours && one;
  const isTheirs = !theirs && other;
  return {
    outcome: isOurs && isTheirs ? 'refused by both' : isOurs ? 'refused by us' : 'refused by them',
    detail: [isOurs ? words(isOurs) : '', isTheirs ? words(isTheirs) : ''].filter(Boolean).join('\n    '),
  };
}

async function remove(api: EngineApi, deployed: Deployed | null | undefined): Promise<void> {
  if (deployed) await api.remove(`/deployment/${deployed.id}?cascade=true`);
}
