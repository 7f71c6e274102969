import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PORTABLE_PROFILE } from '../../../bpmn/lint/portable-profile.ts';
import { ruleFixtures } from '../../support/describe-rule.ts';

const root = new URL('../../../', import.meta.url);
const namesIn = (folder: string, ending = ''): string[] =>
  readdirSync(new URL(folder, root)).map((name) => name.slice(0, name.length - ending.length));
const rules = Object.keys(PORTABLE_PROFILE);

describe('a rule of the portable profile', () => {
  it('is one file, one test, one page and one folder of fixtures, all of its name', () => {
    expect(namesIn('bpmn/lint/rules', '.ts').toSorted()).toEqual(rules.toSorted());
    expect(namesIn('tests/unit/bpmn-lint/rules', '.test.ts').toSorted()).toEqual(rules.toSorted());
    expect(namesIn('docs/rules', '.md').toSorted()).toEqual([...rules, 'README'].toSorted());
    expect(namesIn('tests/fixtures/bpmn-lint').toSorted()).toEqual(rules.toSorted());
  });

  it.each(rules)('shows by fixtures what it accepts and what not: %s', (rule) => {
    const names = ruleFixtures(rule);
    expect(names.filter((name) => name.startsWith('valid-'))).not.toEqual([]);
    expect(names.filter((name) => name.startsWith('invalid-'))).not.toEqual([]);
    expect(names.filter((name) => !/^(in)?valid-[a-z-]+$/.test(name))).toEqual([]);
  });

  it.each(rules)('is listed among the pages, and its page says how bad it is: %s', (rule) => {
    const page = readFileSync(new URL(`docs/rules/${rule}.md`, root), 'utf8');
    const list = readFileSync(new URL('docs/rules/README.md', root), 'utf8');
    expect(page.split('\n')[0]).toBe(`# ${rule}`);
    expect(page).toContain(PORTABLE_PROFILE[rule]?.severity === 'warn' ? 'Warning.' : 'Error.');
    expect(list).toContain(`(${rule}.md)`);
  });
});
