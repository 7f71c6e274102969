import type {
  MigrationInstruction as WireInstruction,
  MigrationPlanReport,
} from '../../../schemas/camunda/answers/migration.ts';
import type { MigrationPlan } from '../../../schemas/camunda/migration.ts';
import type { MigrationInstruction, MigrationOrder, Migrator } from '../../executors/port.ts';
import { findDefinition } from '../../store/process-definitions.ts';
import type { ProcessDefinitionRow } from '../../store/process-definitions.ts';
import { EngineError } from '../errors.ts';
import type { LoadedModel } from '../model-cache.ts';
import type { Work } from '../step/work.ts';

/** A plan whose definitions exist and run on an executor that can migrate. */
export interface PreparedPlan {
  readonly source: ProcessDefinitionRow;
  readonly target: ProcessDefinitionRow;
  readonly migrator: Migrator;
  readonly order: MigrationOrder;
  readonly variables: MigrationPlan['variables'];
}

/** Two versions between which instances can be migrated. */
export interface Versions {
  readonly source: ProcessDefinitionRow;
  readonly target: ProcessDefinitionRow;
  readonly migrator: Migrator;
  readonly models: { source: LoadedModel['model']; target: LoadedModel['model'] };
}

/** Camunda's number of messages about migration. */
const PREFIX = 'ENGINE-23';

/** Loads both definitions. @throws EngineError 400 when one is missing or runs on an executor that cannot migrate. */
export async function loadVersions(
  work: Work,
  ids: { sourceId: string | null | undefined; targetId: string | null | undefined },
): Promise<Versions> {
  const source = await requireDefinition(work, 'Source', ids.sourceId);
  const target = await requireDefinition(work, 'Target', ids.targetId);
  const [before, after] = [
    await work.engine.models.load(work.tx, source),
    await work.engine.models.load(work.tx, target),
  ];
  for (const [{ executor }, { id }] of [
    [before, source],
    [after, target],
  ] as const) {
    if (executor.migrator) continue;
    throw badRequest(
      `Process definition '${id}' runs on the executor '${executor.name}', which cannot migrate instances: deploy it for 'token-core'`,
    );
  }
  const { migrator } = after.executor;
  if (!migrator) throw badRequest(`Process definition '${target.id}' cannot be migrated to`);
  return { source, target, migrator, models: { source: before.model, target: after.model } };
}

/** An instruction as clients see it. */
export function toWireInstruction({
  source,
  target,
  updateEventTrigger,
}: MigrationInstruction): WireInstruction {
  return { sourceActivityIds: [source], targetActivityIds: [target], updateEventTrigger };
}

/** Checks a plan; the report is empty when nothing is wrong. @throws EngineError 400 as `loadVersions` */
export async function checkPlan(
  work: Work,
  plan: MigrationPlan,
): Promise<{ prepared: PreparedPlan; report: MigrationPlanReport }> {
  const { sourceProcessDefinitionId: sourceId, targetProcessDefinitionId: targetId } = plan;
  const { source, target, migrator, models } = await loadVersions(work, { sourceId, targetId });
  const order = { ...models, instructions: plan.instructions };
  const failures = migrator.checkPlan(order);
  const instructionReports = plan.instructions.flatMap((instruction, index) => {
    const found = failures[index] ?? [];
    return found.length > 0 ? [{ instruction: toWireInstruction(instruction), failures: found }] : [];
  });
  const prepared = { source, target, migrator, order, variables: plan.variables };
  return { prepared, report: { instructionReports, variableReports: {} } };
}

/** A plan that is right. @throws EngineError 400 MigrationPlanValidationException with the report */
export async function preparePlan(work: Work, plan: MigrationPlan): Promise<PreparedPlan> {
  const { prepared, report } = await checkPlan(work, plan);
  if (report.instructionReports.length === 0) return prepared;
  const lines = report.instructionReports.map(
    ({ instruction, failures }) =>
      `\t Migration instruction MigrationInstructionImpl{sourceActivityId='${instruction.sourceActivityIds[0]}', targetActivityId='${instruction.targetActivityIds[0]}', updateEventTrigger='${instruction.updateEventTrigger}'} is not valid:\n${failures.map((failure) => `\t\t${failure}\n`).join('')}`,
  );
  const { source, target } = prepared;
  throw new EngineError(
    400,
    'MigrationPlanValidationException',
    `${PREFIX}001 Migration plan for process definition '${source.id}' to '${target.id}' is not valid:\n${lines.join('')}`,
    { code: 0, extra: { validationReport: report } },
  );
}

async function requireDefinition(
  work: Work,
  which: 'Source' | 'Target',
  id: string | null | undefined,
): Promise<ProcessDefinitionRow> {
  if (typeof id !== 'string') throw badRequest(`${which} process definition id is null`);
  const definition = await findDefinition(work.tx, id);
  if (definition) return definition;
  throw badRequest(`${PREFIX}008 ${which} process definition with id '${id}' does not exist`);
}

function badRequest(message: string): EngineError {
  return new EngineError(400, 'InvalidRequestException', message, { code: 0 });
}
