import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../support/random.ts';
import { chaosCase } from './chaos-case.ts';
import type { EnginePair } from './engine-pair.ts';
import { answerCases, clearInbox, keepDoing, releaseHeld, startCase, work } from './load.ts';
import type { Load } from './load.ts';
import { PatientClient } from './patient-client.ts';
import { proveHistory } from './prove-history.ts';
import { proveNothingLeft } from './prove-nothing-left.ts';
import { Tallies } from './tallies.ts';

/** What to do to the engines, and for how many cases. */
export interface ChaosOptions {
  databaseUrl: string;
  engines: EnginePair;
  count: number;
  /** Decides when which engine is killed. */
  seed: number;
  /** The longest pause between two disturbances. @default 2500 */
  longestPauseMs?: number;
  /** Gets a sentence now and then. @default nobody */
  onProgress?: (sentence: string) => void;
  /** Disturbs instead of killing engines; called again and again until all is done. */
  disturb?: (random: Random, tallies: Tallies) => Promise<void>;
}

/** What a run found. */
export interface ChaosOutcome {
  /** Sentences; none when everything held. */
  faults: string[];
  tallies: Tallies;
  seconds: number;
}

/** Nothing may stand still for so long: locks end after 5 s, restarts take a few. */
const STANDSTILL_MS = 45_000;

const STARTERS = 4;
const WORKERS = 4;
const PEOPLE = 3;

/** Runs `count` cases of the process `chaos` to their end while the engines are killed, and proves from history what happened. */
export async function runChaos(options: ChaosOptions): Promise<ChaosOutcome> {
  const { engines, count, seed, longestPauseMs = 2_500 } = options;
  const tallies = new Tallies();
  const client = new PatientClient(engines.urls, tallies);
  const over = new AbortController();
  const load: Load = { client, tallies, faults: [], over: over.signal, deliveries: new Map() };
  await deployChaos(engines.urls[0] ?? '');
  const random = new Random(seed);
  const disturb = options.disturb ?? ((dice: Random) => replaceSome(engines, dice, tallies));
  const disturbNext = async () => {
    await sleep(random.integer(300, longestPauseMs));
    if (!over.signal.aborted) await disturb(random, tallies);
  };
  const began = performance.now();
  const disturbing = keepDoing(load, 'disturbing', disturbNext);
  // Dice of their own, so that the seed alone decides when which engine is killed.
  const driving = drive(load, count, new Random(seed + 1));
  const held = heldAmong(count);
  await untilDone(load, { count, held, onProgress: options.onProgress });
  const seconds = (performance.now() - began) / 1000;
  over.abort();
  await Promise.all([...driving, disturbing]);
  const repeated = [...load.deliveries.values()].filter((workers) => workers.length > 1).length;
  tallies.count('tasks delivered more than once', repeated);
  const faults = [
    ...load.faults,
    ...(await proveHistory(client, count)),
    ...(await proveNothingLeft(client, options.databaseUrl, held)),
  ];
  await releaseHeld(load);
  faults.push(...(await proveNothingLeft(client, options.databaseUrl, 0)));
  return { faults, tallies, seconds };
}

/** How many of the cases 1 to `count` wait in the end. */
export function heldAmong(count: number): number {
  return Array.from({ length: count }, (_, index) => chaosCase(index + 1)).filter(({ isHeld }) => isHeld)
    .length;
}

async function deployChaos(url: string): Promise<void> {
  const folder = join(import.meta.dirname, '../fixtures/chaos');
  const form = new FormData();
  form.set('deployment-name', 'chaos');
  for (const name of ['chaos.bpmn', 'chaos-called.bpmn']) {
    form.set(name, new Blob([await readFile(join(folder, name), 'utf8')]), name);
  }
  const answer = await fetch(`${url}/deployment/create`, { method: 'POST', body: form });
  if (!answer.ok) throw new Error(`Deploying failed: ${await answer.text()}`);
}

function drive(load: Load, count: number, random: Random): Promise<void>[] {
  let next = 1;
  const startNext = async () => {
    if (next > count) return sleep(100);
    const number = next;
    next += 1;
    await startCase(load, number);
  };
  const many = (length: number, name: string, step: (index: number) => Promise<void>) =>
    Array.from({ length }, (_, index) => keepDoing(load, `${name} ${index}`, () => step(index)));
  return [
    ...many(STARTERS, 'starter', startNext),
    ...many(WORKERS, 'worker', (index) => work(load, `chaos-worker-${index}`, random)),
    ...many(PEOPLE, 'person', (index) => clearInbox(load, `person-${index}`)),
    keepDoing(load, 'answers', () => answerCases(load)),
  ];
}

async function untilDone(
  { client, faults }: Load,
  { count, held, onProgress }: { count: number; held: number; onProgress?: ChaosOptions['onProgress'] },
): Promise<void> {
  let known = '';
  let changedAt = Date.now();
  const counted = async (path: string) => (await client.get<{ count: number }>(path)).count;
  while (Date.now() - changedAt < STANDSTILL_MS) {
    const started = await counted('/history/process-instance/count?processDefinitionKey=chaos');
    const running = await counted('/process-instance/count');
    const waiting = await counted('/task/count?taskDefinitionKey=hold');
    const done = await counted('/history/activity-instance/count?finished=true');
    if (started === count && running === held && waiting === held) return;
    const now = `${started} started, ${running} running, ${done} activities done`;
    if (now !== known) {
      known = now;
      changedAt = Date.now();
      onProgress?.(now);
    }
    await sleep(500);
  }
  faults.push(`Nothing moves any more: ${known}`);
}

/** Kills or stops one engine or both, and starts them again after up to a second. */
async function replaceSome(engines: EnginePair, random: Random, tallies: Tallies): Promise<void> {
  const how = random.chance(0.8) ? 'kill' : 'stop';
  const indexes = random.chance(0.2) ? [0, 1] : [random.integer(0, 1)];
  const pauses = indexes.map(() => random.integer(0, 1_000));
  tallies.count(how === 'kill' ? 'engines killed (-9)' : 'engines stopped (SIGTERM)', indexes.length);
  await Promise.all(indexes.map((engine, index) => engines.replace(engine, how, pauses[index] ?? 0)));
}
