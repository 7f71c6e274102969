import type { Decide, DecisionRequest } from '../../executors/decide.ts';
import { findDecisionDefinition } from '../../store/decision-definitions.ts';
import type { InstanceRow } from '../../store/instances.ts';
import { boundIn } from '../bound-in.ts';
import { processEngineException } from '../errors.ts';
import type { Work } from '../step/work.ts';
import { countEvaluations, evaluateLoaded } from './evaluate.ts';
import type { LoadedDecision } from './evaluate.ts';

/** A step came to a decision that is not loaded yet. */
export class DecisionNeeded extends Error {
  readonly request: DecisionRequest;

  constructor(request: DecisionRequest) {
    super(`The decision '${request.decision}' is needed.`);
    this.name = 'DecisionNeeded';
    this.request = request;
  }
}

/**
 * Runs a step, which is pure, until every decision it comes to is loaded: which ones is known only when it gets there.
 *
 * @param origin whose the process is, and with what it was deployed
 * @throws EngineError when there is no such decision; what the step throws
 */
export async function withDecisions<T>(work: Work, origin: Origin, step: (decide: Decide) => T): Promise<T> {
  const loaded = new Map<string, LoadedDecision>();
  let made: LoadedDecision[] = [];
  const decide: Decide = (request, variables) => {
    const decision = loaded.get(JSON.stringify(request));
    if (!decision) throw new DecisionNeeded(request);
    const evaluation = evaluateLoaded(work.engine.log, decision, variables);
    made.push(decision);
    return { rows: evaluation.rows, evaluation };
  };
  for (;;) {
    try {
      made = [];
      const result = step(decide);
      countEvaluations(work.engine.meters, made);
      return result;
    } catch (error) {
      if (!(error instanceof DecisionNeeded)) throw error;
      const { request } = error;
      loaded.set(JSON.stringify(request), await loadDecision(work, origin, request));
    }
  }
}

type Origin = Pick<InstanceRow, 'deploymentId' | 'tenantId'>;

async function loadDecision(
  { engine, tx }: Work,
  origin: Origin,
  { decision: key, binding, tenantId = origin.tenantId }: DecisionRequest,
): Promise<LoadedDecision> {
  const definition = await findDecisionDefinition(tx, {
    key,
    tenantId,
    binding: boundIn(origin.deploymentId, binding),
  });
  if (!definition) throw processEngineException(`no decision definition deployed with key '${key}'`);
  return { definition, model: await engine.decisions.load(tx, definition) };
}
