import type { Variables } from '../../executors/port.ts';
import { toExpressionValue, toTypedValue } from '../../executors/typed-values.ts';
import { JsonNode } from '../../expressions/json-node.ts';
import { findDecisionDefinition } from '../../store/decision-definitions.ts';
import type { Engine } from '../engine.ts';
import { restException } from '../errors.ts';
import { recordOperation } from '../history/record-operation.ts';
import { inTransaction } from '../step/work.ts';
import { parseVariable } from '../variables/parse-variable.ts';
import type { VariableInputs } from '../variables/take-variables.ts';
import { countEvaluations, evaluateLoaded, logWarnings } from './evaluate.ts';

/**
 * Evaluates a deployed decision with variables of a client: the outputs of each row, typed.
 *
 * @throws EngineError 400 for a bad variable, 500 when the decision fails
 */
export async function evaluateDefinition(
  engine: Engine,
  id: string,
  inputs: VariableInputs | null | undefined,
): Promise<Variables[]> {
  const variables = Object.fromEntries(
    Object.entries(inputs ?? {}).map(([name, input]) => {
      const value = toExpressionValue(parseVariable(name, input).value);
      return [name, value instanceof JsonNode ? value.data : value];
    }),
  );
  const loaded = await inTransaction(engine, async (work) => {
    const definition = await findDecisionDefinition(work.tx, { id });
    if (!definition) return undefined;
    await recordOperation(work, {
      type: 'Evaluate',
      entity: 'DecisionDefinition',
      changes: [
        { property: 'decisionDefinitionId', to: id },
        { property: 'decisionDefinitionKey', to: definition.key },
      ],
    });
    return { definition, model: await engine.decisions.load(work.tx, definition) };
  });
  if (!loaded) throw restException(404, `No matching decision definition with id ${id}`);
  try {
    const evaluation = evaluateLoaded(loaded, variables);
    logWarnings(engine.log, evaluation);
    countEvaluations(engine.meters, [loaded]);
    return evaluation.rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toTypedValue(value)])),
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    throw restException(500, `Cannot evaluate decision ${id}: ${reason}`, error);
  }
}
