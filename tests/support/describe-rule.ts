import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lintModel } from '../../bpmn/lint/lint-model.ts';

const FIXTURES = new URL('../fixtures/bpmn-lint/', import.meta.url);

/** Names of the diagrams a rule is tried on, without the ending: `valid-…` and `invalid-…`. */
export function ruleFixtures(rule: string): string[] {
  return readdirSync(new URL(`${rule}/`, FIXTURES)).map((name) => name.replace('.bpmn', ''));
}

/** A diagram a rule is tried on. */
export function readRuleFixture(rule: string, name: string): string {
  return readFileSync(new URL(`${rule}/${name}.bpmn`, FIXTURES), 'utf8');
}

/**
 * The suite of one rule: its valid fixtures keep to the whole profile; each invalid one gives exactly the reports
 * expected, as `elementId: message`, and nothing of any other rule.
 */
export function describeRule(rule: string, invalid: Record<string, string[]>): void {
  const names = ruleFixtures(rule);

  describe(`the rule ${rule}`, () => {
    it.each(names.filter((name) => name.startsWith('valid-')))('accepts %s', async (name) => {
      expect(await lintModel(readRuleFixture(rule, name))).toEqual([]);
    });

    it.each(Object.entries(invalid))('reports %s', async (name, expected) => {
      const found = await lintModel(readRuleFixture(rule, name));
      expect(found.map(({ elementId, message }) => `${elementId}: ${message}`)).toEqual(expected);
      expect(new Set(found.map((finding) => finding.rule))).toEqual(new Set([rule]));
    });

    it('is tried on every invalid fixture', () => {
      expect(names.filter((name) => name.startsWith('invalid-')).toSorted()).toEqual(
        Object.keys(invalid).toSorted(),
      );
    });
  });
}
