import type { Behaviour, DecisionMapping } from '../model.ts';
import { text } from './moddle.ts';
import type { ModdleElement } from './moddle.ts';
import type { Reader } from './reader.ts';
import { readBinding } from './binding.ts';

const MAPPINGS: readonly DecisionMapping[] = ['singleEntry', 'singleResult', 'collectEntries', 'resultList'];

/** Reads `camunda:decisionRef` of a business rule task; null when it has none. */
export function readDecision(task: ModdleElement, reader: Reader): Behaviour | null {
  const reference = reader.attribute(task, 'decisionRef');
  if (!reference) return null;
  const given = text(task, 'mapDecisionResult') ?? 'resultList';
  const mapping = MAPPINGS.find((name) => name === given);
  if (!mapping)
    reader.problem(task, `camunda:mapDecisionResult="${given}" is none of ${MAPPINGS.join(', ')}.`);
  return {
    kind: 'decision',
    call: {
      reference,
      tenantId: reader.attribute(task, 'decisionRefTenantId'),
      ...readBinding(task, 'decisionRef', reader),
    },
    mapping: mapping ?? 'resultList',
    resultVariable: text(task, 'resultVariable') ?? null,
  };
}
