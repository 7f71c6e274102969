import { Random } from '../support/random.ts';
import { act, chooseAction } from './drive.ts';
import type { Action } from './drive.ts';
import type { EngineApi } from './engine-api.ts';
import { viewOf } from './engine-view.ts';
import type { Possible, View } from './engine-view.ts';

/** Our engine and Operaton. */
export type BothEngines = readonly [EngineApi, EngineApi];

/** What happens next, of what is possible on both; null ends the run. */
export type Choose = (common: readonly Possible[]) => Action | null;

/** Events of one run; what has not ended by then is left as it is. */
const MAX_EVENTS = 10;

/** Starts a process on both engines and lets the same things happen; the first difference in words, null when there is none. */
export async function compareEngines(
  engines: BothEngines,
  definitionIds: readonly [string, string],
  seed: number,
  maxEvents = MAX_EVENTS,
): Promise<string | null> {
  const random = new Random(seed);
  const variables = {
    v: { type: 'Integer', value: random.integer(0, 9) },
    items: { type: 'Json', value: '["a","b","c"]' },
  };
  const start = (api: EngineApi, id: string) => api.post(`/process-definition/${id}/start`, { variables });
  const answers = [
    await start(engines[0], definitionIds[0]),
    await start(engines[1], definitionIds[1]),
  ] as const;
  const refused = compareAnswers(engines, answers, 'start');
  if (refused !== null || answers[0].status !== 200 || answers[1].status !== 200) return refused;
  const ids = answers.map(({ body }) => (body as { id: string }).id);
  return followInstances(
    engines,
    [ids[0] ?? '', ids[1] ?? ''],
    (common) => chooseAction(common, random),
    maxEvents,
  );
}

/** Lets the same things happen to one instance of each engine; the first difference in words, null when there is none. */
export async function followInstances(
  engines: BothEngines,
  [ourId, theirId]: readonly [string, string],
  choose: Choose,
  maxEvents: number,
): Promise<string | null> {
  const [ours, theirs] = engines;
  const done = ['start'];
  const refusedBefore = new Set<string>();
  for (let count = 0; ; count += 1) {
    const views = [await viewOf(ours, ourId), await viewOf(theirs, theirId)] as const;
    const difference = differenceOf(views, engines);
    if (difference !== null)
      return hangsAtGateway(views[1]) ? null : `after ${done.join(', ')}\n${difference}`;
    const labels = new Set(views[0].possible.map(({ label }) => label));
    // What both engines refused would be refused again.
    const common = views[1].possible.filter(({ label }) => labels.has(label) && !refusedBefore.has(label));
    const action = count < maxEvents ? choose(common) : null;
    if (!action) return null;
    done.push(wordsFor(action));
    const [wait, twin] = views.map(({ possible }) => possible.find(({ label }) => label === action.label));
    if (!wait || !twin) return `after ${done.join(', ')}: ${ours.name} has no ${action.label}`;
    const answers = [await act(ours, wait, action), await act(theirs, twin, action)] as const;
    if (isStuck(answers[0])) return null;
    const refused = compareAnswers(engines, answers, done.join(', '));
    if (refused !== null) return refused;
    if (answers[0].status >= 400) refusedBefore.add(action.label);
  }
}

/** What differs in how both engines answer a request, in words; null when both take or refuse it alike. */
export function compareAnswers(
  [ours, theirs]: BothEngines,
  [one, other]: readonly [Answer, Answer],
  what: string,
): string | null {
  if (isStuck(one) || one.status === other.status) return null;
  return `${what}:\n${words(ours, one)}\n${words(theirs, other)}`;
}

interface Answer {
  status: number;
  body: unknown;
}

/** Where Camunda lets an instance hang in silence, our engine refuses the step that would lead there; of a job with 404. */
function isStuck({ status, body }: Answer): boolean {
  return status >= 400 && JSON.stringify(body).includes('would wait for ever');
}

/**
 * Camunda looks whether an inclusive gateway may join only when a token arrives there: when the last one on its way ends elsewhere,
 * the instance hangs with nothing left to do. Ours goes on (docs/engine/constructs.md).
 */
function hangsAtGateway({ lines, possible }: View): boolean {
  return possible.length === 0 && lines.some((line) => / inclusiveGateway open$/.test(line));
}

function differenceOf([one, other]: readonly [View, View], [ours, theirs]: BothEngines): string | null {
  const onlyHere = without(one.lines, other.lines);
  const onlyThere = without(other.lines, one.lines);
  if (onlyHere.length + onlyThere.length === 0) return null;
  return [
    ...onlyHere.map((line) => `  only ${ours.name}: ${line}`),
    ...onlyThere.map((line) => `  only ${theirs.name}: ${line}`),
  ].join('\n');
}

/** Lines of the one that the other has not, counted. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return lines.filter((line) => {
    const at = left.indexOf(line);
    if (at < 0) return true;
    left.splice(at, 1);
    return false;
  });
}

function wordsFor({ label, errorCode, variables }: Action): string {
  const error = errorCode === null ? '' : ` error ${errorCode}`;
  const values = Object.entries(variables).map(([name, { value }]) => `${name}=${JSON.stringify(value)}`);
  return `${label}${error}${values.length > 0 ? ` (${values.join(' ')})` : ''}`;
}

function words({ name }: EngineApi, { status, body }: Answer): string {
  return `  ${name} answers ${status} ${JSON.stringify(body)?.slice(0, 300)}`;
}
