import type { Decide, DecisionRequest } from '../../executors/decide.ts';
import { findDecisionDefinition } from '../../store/decision-definitions.ts';
import type { InstanceRow } from '../../store/instances.ts';
import { boundIn } from '../bound-in.ts';
import { processEngineException } from '../errors.ts';
import type { Work } from '../step/work.ts';
import { countEvaluations, evaluateLoaded, logWarnings } from './evaluate.ts';
import type { Evaluation, LoadedDecision } from './evaluate.ts';

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
  let made: Decided[] = [];
  const decide: Decide = (request, variables) => {
    const decision = loaded.get(JSON.stringify(request));
    if (!decision) throw new DecisionNeeded(request);
    const evaluation = evaluateLoaded(decision, variables);
    made.push({ decision, evaluation });
    return { rows: evaluation.rows, evaluation };
  };
  for (;;) {
    try {
      made = [];
      const result = step(decide);
      if (made.length > 0) tellAfterCommit(work, made);
      return result;
    } catch (error) {
      if (!(error instanceof DecisionNeeded)) {
        // What was null may be why it failed.
        logAll(work, made);
        throw error;
      }
      const { request } = error;
      loaded.set(JSON.stringify(request), await loadDecision(work, origin, request));
    }
  }
}

/** A decision that was made. */
interface Decided {
  decision: LoadedDecision;
  evaluation: Evaluation;
}

function tellAfterCommit(work: Work, made: readonly Decided[]): void {
  work.afterCommit.push(() => {
    logAll(work, made);
    countEvaluations(
      work.engine.meters,
      made.map(({ decision }) => decision),
    );
  });
}

function logAll({ engine }: Work, made: readonly Decided[]): void {
  for (const { evaluation } of made) logWarnings(engine.log, evaluation);
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
