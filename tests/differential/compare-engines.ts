import { Random } from '../support/random.ts';
import { act, chooseAction } from './drive.ts';
import type { EngineApi } from './engine-api.ts';
import { viewOf } from './engine-view.ts';
import type { View } from './engine-view.ts';

/** Events of one run; what has not ended by then is left as it is. */
const MAX_EVENTS = 10;

/** Starts a process on both engines and lets the same things happen; the first difference in words, null when there is none. */
export async function compareEngines(
  [ours, theirs]: readonly [EngineApi, EngineApi],
  definitionIds: readonly [string, string],
  seed: number,
  maxEvents = MAX_EVENTS,
): Promise<string | null> {
  const random = new Random(seed);
  const variables = { v: { type: 'Integer', value: random.integer(0, 9) } };
  const start = (api: EngineApi, id: string) => api.post(`/process-definition/${id}/start`, { variables });
  const done: string[] = [];
  const [one, other] = [await start(ours, definitionIds[0]), await start(theirs, definitionIds[1])];
  if (isStuck(one)) return null;
  if (one.status !== other.status) return `start: ${words(ours, one)}\n${words(theirs, other)}`;
  if (one.status !== 200) return null;
  const ids = [one, other].map(({ body }) => (body as { id: string }).id);
  for (let count = 0; ; count += 1) {
    const views = [await viewOf(ours, ids[0] ?? ''), await viewOf(theirs, ids[1] ?? '')] as const;
    const difference = differenceOf(views, [ours, theirs]);
    if (difference !== null) return `after ${['start', ...done].join(', ')}\n${difference}`;
    const labels = new Set(views[0].possible.map(({ label }) => label));
    const common = views[1].possible.filter(({ label }) => labels.has(label));
    const action = count < maxEvents ? chooseAction(common, random) : null;
    if (!action) return null;
    done.push(
      `${action.label}${action.errorCode ? ' error' : ''} ${JSON.stringify(action.variables['v']?.value ?? '')}`,
    );
    const [wait, twin] = views.map(({ possible }) => possible.find(({ label }) => label === action.label));
    if (!wait || !twin) return `after ${done.join(', ')}: ${ours.name} has no ${action.label}`;
    const answers = [await act(ours, wait, action), await act(theirs, twin, action)] as const;
    if (isStuck(answers[0])) return null;
    if (answers[0].status !== answers[1].status)
      return `${done.join(', ')}: ${words(ours, answers[0])}\n${words(theirs, answers[1])}`;
  }
}

/** Where Camunda lets an instance hang in silence, our engine refuses the step that would lead there. */
function isStuck({ status, body }: { status: number; body: unknown }): boolean {
  return status === 500 && JSON.stringify(body).includes('would wait for ever');
}

function differenceOf(
  [one, other]: readonly [View, View],
  [ours, theirs]: readonly EngineApi[],
): string | null {
  const onlyHere = without(one.lines, other.lines);
  const onlyThere = without(other.lines, one.lines);
  if (onlyHere.length + onlyThere.length === 0) return null;
  return [
    ...onlyHere.map((line) => `  only ${ours?.name}: ${line}`),
    ...onlyThere.map((line) => `  only ${theirs?.name}: ${line}`),
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

function words({ name }: EngineApi, { status, body }: { status: number; body: unknown }): string {
  return `  ${name} answers ${status} ${JSON.stringify(body)?.slice(0, 300)}`;
}
