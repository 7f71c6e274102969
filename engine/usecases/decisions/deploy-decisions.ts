import type { DecisionFile } from '../../../bpmn/decisions/decision-model.ts';
import {
  highestDecisionVersion,
  insertDecisionDefinitions,
  insertRequirements,
} from '../../store/decision-definitions.ts';
import type {
  DecisionDefinitionRow,
  DecisionKey,
  RequirementsRow,
} from '../../store/decision-definitions.ts';
import type { Work } from '../step/work.ts';

/** What a DMN file became. */
export interface DeployedDecisions {
  decisions: DecisionDefinitionRow[];
  /** Only for a file with several decisions, as in Camunda. */
  requirements: RequirementsRow | null;
}

/** Makes a new version of every decision in a file. */
export async function deployDecisions(
  work: Work,
  origin: { deploymentId: string; tenantId: string | null; resourceName: string },
  file: DecisionFile,
): Promise<DeployedDecisions> {
  const { tx } = work;
  const { tenantId } = origin;
  const category = file.namespace;
  const requirements =
    file.decisions.size > 1
      ? {
          ...(await next(work, 'decision_requirements', { key: file.id, tenantId }, file.name)),
          ...origin,
          category,
        }
      : null;
  if (requirements) await insertRequirements(tx, requirements);
  const decisions: DecisionDefinitionRow[] = [];
  for (const { id, name, versionTag, historyTimeToLiveDays } of file.decisions.values()) {
    decisions.push({
      ...(await next(work, 'decision_definitions', { key: id, tenantId }, name)),
      ...origin,
      category,
      versionTag,
      historyTtlDays: historyTimeToLiveDays,
      requirementsId: requirements?.id ?? null,
    });
  }
  await insertDecisionDefinitions(tx, decisions);
  return { decisions, requirements };
}

async function next(
  { tx, engine }: Work,
  table: Parameters<typeof highestDecisionVersion>[1],
  of: DecisionKey,
  name: string | null,
): Promise<Pick<RequirementsRow, 'id' | 'key' | 'version' | 'name'>> {
  const { key } = of;
  const version = (await highestDecisionVersion(tx, table, of)) + 1;
  const id = `${key}:${version}:${engine.newId()}`;
  // As with processes, ids never get longer than 64 characters.
  return { id: id.length <= 64 ? id : engine.newId(), key, version, name };
}
