import { toTypedValue } from '../../executors/typed-values.ts';
import { recordDecisions } from '../../store/decision-definitions.ts';
import type { Evaluation } from '../decisions/evaluate.ts';
import type { StepChanges } from './collect-changes.ts';
import type { Work } from './work.ts';

/** Keeps in the history what decisions were given and gave. */
export async function recordEvaluations(
  { tx, engine, now }: Work,
  instanceId: string,
  { decisions }: StepChanges,
): Promise<void> {
  if (decisions.length === 0) return;
  const records = decisions.map(({ executionId, activityId, evaluation }) => {
    const { definition, inputs, rows, ruleIds } = evaluation as Evaluation;
    const id = engine.newId();
    return {
      id,
      instanceId,
      executionId,
      activityId,
      decision: definition,
      inputs: inputs.map((input) => ({
        id: engine.newId(),
        decisionInstanceId: id,
        clauseId: input.id,
        clauseName: input.label,
        ...toTypedValue(input.value),
      })),
      outputs: rows.flatMap((row, index) =>
        Object.entries(row).map(([name, value]) => ({
          id: engine.newId(),
          decisionInstanceId: id,
          clauseId: null,
          clauseName: name,
          ruleId: ruleIds[index] ?? null,
          ruleOrder: index + 1,
          variableName: name,
          ...toTypedValue(value),
        })),
      ),
      evaluatedAt: now,
    };
  });
  await recordDecisions(tx, records);
}
