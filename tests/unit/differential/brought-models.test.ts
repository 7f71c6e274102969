import { describe, expect, test } from 'vitest';
import { guessVariables } from '../../differential/models/guess-variables.ts';
import { whySkipped } from '../../differential/models/why-skipped.ts';

describe('a model that somebody brings', () => {
  test.each([
    ['<serviceTask id="a" camunda:class="org.example.Work" />', 'uses class'],
    ['<camunda:taskListener event="create" delegateExpression="${bean}" />', 'uses delegateExpression'],
    ['<scriptTask id="a" scriptFormat="Groovy">1</scriptTask>', 'holds a script in groovy'],
    ['<conditionExpression language="python">1</conditionExpression>', 'holds a script in python'],
    ['<camunda:connector>…</camunda:connector>', 'uses a connector'],
  ])('is skipped when neither engine can run it here: %s', (text, reason) => {
    expect(whySkipped(text)).toBe(reason);
  });

  test('is compared when it needs nothing but an engine', () => {
    expect(
      whySkipped('<serviceTask camunda:type="external" /><scriptTask scriptFormat="juel" />'),
    ).toBeNull();
  });

  test('gets values for what its expressions read, the same for the same seed', () => {
    // given
    const text = `<condition>\${ready}</condition><a>\${route == 'short' &amp;&amp; amount > 100}</a><b camunda:collection="people" />\${execution.id}`;
    // when
    const variables = guessVariables(text, 1);
    // then
    expect(Object.keys(variables).sort()).toEqual(['amount', 'people', 'ready', 'route']);
    expect(variables['route']?.type).toBe('String');
    expect(variables['ready']?.type).toBe('Boolean');
    expect([99, 100, 101]).toContain(variables['amount']?.value);
    expect(variables['people']?.valueInfo?.['objectTypeName']).toBe('java.util.ArrayList<java.lang.String>');
    expect(guessVariables(text, 1)).toEqual(variables);
  });
});
