import { describe, expect, it } from 'vitest';
import { brokenRules, newlyBrokenRules } from '../../../directus-extensions/njia/src/guard/form-rules.ts';
import type { FieldRules } from '../../../directus-extensions/njia/src/guard/form-rules.ts';

function aField(field: string, rules: Partial<FieldRules> = {}): FieldRules {
  return {
    field,
    isRequired: false,
    isHidden: false,
    isReadonly: false,
    options: null,
    conditions: [],
    defaultValue: null,
    ...rules,
  };
}

const decision = aField('decision', {
  isRequired: true,
  options: { choices: [{ value: 'accepted' }, { value: 'not_eligible' }] },
});
const reason = aField('reason', {
  isHidden: true,
  conditions: [{ rule: { decision: { _eq: 'not_eligible' } }, hidden: false, required: true }],
});

describe('the rules of a form', () => {
  it.each([undefined, null, '', '   '])('ask for a required field that is %j', (value) => {
    expect(brokenRules([decision], { decision: value })).toEqual([
      { field: 'decision', path: [], type: 'required' },
    ]);
  });

  it('take false and 0 for answers', () => {
    const fields = [aField('is_safe', { isRequired: true }), aField('cost', { isRequired: true })];
    expect(brokenRules(fields, { is_safe: false, cost: 0 })).toEqual([]);
  });

  it('refuse a value outside the choices and say which are valid', () => {
    expect(brokenRules([decision], { decision: 'maybe' })).toEqual([
      { field: 'decision', path: [], type: 'in', valid: ['accepted', 'not_eligible'] },
    ]);
  });

  it('check each value of a list, and choices inside choices', () => {
    const needs = aField('needs', {
      options: { choices: [{ value: 'legal_aid', children: [{ value: 'court' }] }, { value: 'medical' }] },
    });
    expect(brokenRules([needs], { needs: ['medical', 'court'] })).toEqual([]);
    expect(brokenRules([needs], { needs: ['medical', 'gold'] })).toHaveLength(1);
  });

  it('take any value where others are allowed', () => {
    const other = aField('other', { options: { choices: [{ value: 'a' }], allowOther: true } });
    expect(brokenRules([other], { other: 'something else' })).toEqual([]);
  });

  it('ask for a field that another answer makes required', () => {
    expect(brokenRules([decision, reason], { decision: 'not_eligible' })).toEqual([
      { field: 'reason', path: [], type: 'required' },
    ]);
    expect(brokenRules([decision, reason], { decision: 'accepted' })).toEqual([]);
  });

  it('do not ask for what nobody can fill in', () => {
    const fields = [
      aField('case', { isRequired: true, isReadonly: true }),
      aField('task', { isRequired: true, isHidden: true }),
    ];
    expect(brokenRules(fields, {})).toEqual([]);
  });

  it('let the last condition that holds win, as the forms do', () => {
    const field = aField('note', {
      conditions: [
        { rule: { risk: { _in: ['high', 'critical'] } }, required: true },
        { rule: { risk: { _eq: 'critical' } }, required: false },
      ],
    });
    expect(brokenRules([field], { risk: 'high' })).toHaveLength(1);
    expect(brokenRules([field], { risk: 'critical' })).toEqual([]);
  });
});

describe('the rules of a form for a row that is changed', () => {
  it('do not block an unrelated change of a row that was already incomplete', () => {
    expect(newlyBrokenRules([decision], { decision: null }, { comment: 'called' })).toEqual([]);
  });

  it('refuse to empty a required field', () => {
    expect(newlyBrokenRules([decision], { decision: 'accepted' }, { decision: null })).toHaveLength(1);
  });

  it('ask for what the change makes required', () => {
    const broken = newlyBrokenRules(
      [decision, reason],
      { decision: 'accepted' },
      { decision: 'not_eligible' },
    );
    expect(broken).toEqual([{ field: 'reason', path: [], type: 'required' }]);
  });
});
