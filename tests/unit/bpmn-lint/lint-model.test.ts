import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lintModel } from '../../../bpmn/lint/lint-model.ts';
import { PORTABLE_PROFILE } from '../../../bpmn/lint/portable-profile.ts';
import { createTokenCore } from '../../../engine/core/token-core.ts';
import { readRuleFixture, ruleFixtures } from '../../support/describe-rule.ts';

const folder = new URL('../../../bpmn/', import.meta.url);
const diagrams = readdirSync(folder).filter((name) => name.endsWith('.bpmn'));
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const valid = Object.keys(PORTABLE_PROFILE).flatMap((rule) =>
  ruleFixtures(rule)
    .filter((name) => name.startsWith('valid-'))
    .map((name) => [rule, name] as const),
);

describe('our own pathways', () => {
  it.each(diagrams)('keep to the portable profile: %s', async (name) => {
    expect(await lintModel(read(name))).toEqual([]);
  });

  it('are found out when a fault is planted in them', async () => {
    const spoilt = read('case-management.bpmn')
      .replace('camunda:topic="screen-case"', 'camunda:topicc="screen-case"')
      .replace("registrationDecision == 'duplicate'", 'registrationDecision =')
      .replaceAll('target="riskLevel"', 'target="clientName"');
    const found = await lintModel(spoilt);
    expect(found.map(({ elementId, rule }) => `${elementId} ${rule}`).toSorted()).toEqual([
      'refer no-personal-variables',
      'registration-decided-to-record-early-exit conditions-are-juel',
      'screen-case external-task-topic',
      'screen-case no-moddle-warnings',
    ]);
  });
});

describe('the linter and the engine', () => {
  it.each(valid)('agree that this can be run: %s/%s', async (rule, name) => {
    expect((await createTokenCore().load(readRuleFixture(rule, name))).problems).toEqual([]);
  });
});

describe('lintModel', () => {
  it('tells what is worth a look from what must not be deployed', async () => {
    const severities = async (rule: string, name: string): Promise<string[]> =>
      (await lintModel(readRuleFixture(rule, name))).map(({ severity }) => severity);
    expect(await severities('multi-instance-limit', 'invalid-many-at-once')).toEqual(['warn']);
    expect(await severities('no-java', 'invalid-class')).toEqual(['error']);
  });
});
