import { toText } from './coercion.ts';
import { EvaluationProblem } from './expression-error.ts';

type Row = Record<string, unknown>;
type Method<Target> = readonly [name: string, call: (target: Target, args: unknown[]) => unknown];

/** What Camunda's `DmnDecisionResult` can be asked for beside what every list can: `decisionResult.getSingleEntry()`. */
export const DECISION_RESULT_METHODS: readonly Method<unknown[]>[] = [
  ['getFirstResult', firstResult],
  ['getSingleResult', singleResult],
  ['getSingleEntry', singleEntryOfAll],
  ['getResultList', itself],
  ['collectEntries', collectEntries],
];

/** What `DmnDecisionResultEntries`, one row of a result, can be asked for beside what every map can. */
export const DECISION_ROW_METHODS: readonly Method<Row>[] = [
  ['getEntry', entry],
  ['getFirstEntry', firstEntry],
  ['getSingleEntry', singleEntry],
  ['getEntryMap', itself],
];

function firstResult([first]: unknown[]): unknown {
  return first ?? null;
}

function singleResult(rows: unknown[]): unknown {
  return onlyOne(rows, 'rows');
}

function singleEntryOfAll(rows: unknown[]): unknown {
  return singleEntry((singleResult(rows) ?? {}) as Row);
}

function collectEntries(rows: unknown[], [name]: unknown[]): unknown[] {
  const output = toText(name);
  return (rows as Row[]).flatMap((row) => (Object.hasOwn(row, output) ? [row[output]] : []));
}

function entry(row: Row, [name]: unknown[]): unknown {
  const output = toText(name);
  if (!Object.hasOwn(row, output)) throw new EvaluationProblem(`the decision has no output '${output}'`);
  return row[output] ?? null;
}

function firstEntry(row: Row): unknown {
  return Object.values(row)[0] ?? null;
}

function singleEntry(row: Row): unknown {
  return onlyOne(Object.values(row), 'outputs');
}

function itself(target: unknown): unknown {
  return target;
}

function onlyOne(values: unknown[], what: string): unknown {
  if (values.length > 1) throw new EvaluationProblem(`the decision gives ${values.length} ${what}, not one`);
  return values[0] ?? null;
}
