import { describe, expect, it } from 'vitest';
import { evaluateDecision } from '../../../bpmn/decisions/evaluate-decision.ts';
import { parseDecisions } from '../../../bpmn/decisions/parse-decisions.ts';
import { dmnXml } from '../../support/dmn-table.ts';
import type { DmnTable } from '../../support/dmn-table.ts';

const overlapping: DmnTable = {
  inputs: [['score', 'number']],
  outputs: ['points'],
  rules: [
    ['above-5', '> 5', '1'],
    ['above-10', '> 10', '2'],
    ['below-0', '< 0', '9'],
  ],
};

async function decide(table: DmnTable, input: Record<string, unknown>) {
  const model = await parseDecisions(dmnXml(table));
  return evaluateDecision(model, table.id ?? 'choose', input);
}

describe('hit policies', () => {
  it.each([
    ['FIRST', undefined, [{ points: 1 }]],
    ['RULE ORDER', undefined, [{ points: 1 }, { points: 2 }]],
    ['COLLECT', undefined, [{ points: 1 }, { points: 2 }]],
    ['COLLECT', 'SUM', [{ points: 3 }]],
    ['COLLECT', 'MIN', [{ points: 1 }]],
    ['COLLECT', 'MAX', [{ points: 2 }]],
    ['COLLECT', 'COUNT', [{ points: 2 }]],
  ])('%s %s answers the rules that match accordingly', async (hitPolicy, aggregation, rows) => {
    // when
    const result = await decide(
      { ...overlapping, hitPolicy, ...(aggregation && { aggregation }) },
      { score: 12 },
    );

    // then
    expect(result.rows).toEqual(rows);
  });

  it('UNIQUE is the default and answers the one rule that matches, by id', async () => {
    expect(await decide(overlapping, { score: 7 })).toMatchObject({
      rows: [{ points: 1 }],
      ruleIds: ['above-5'],
    });
  });

  it('UNIQUE refuses two rules that match, naming both', async () => {
    await expect(decide(overlapping, { score: 12 })).rejects.toMatchObject({
      code: 'hit-policy-violated',
      decisionId: 'choose',
      message: expect.stringContaining('"above-5", "above-10"') as string,
    });
  });

  it('ANY accepts rules that agree and refuses rules that do not', async () => {
    // given
    const agreeing = {
      ...overlapping,
      hitPolicy: 'ANY',
      rules: [
        ['a', '> 5', '1'],
        ['b', '> 10', '1'],
      ],
    };

    // then
    expect((await decide(agreeing, { score: 12 })).rows).toEqual([{ points: 1 }]);
    await expect(decide({ ...overlapping, hitPolicy: 'ANY' }, { score: 12 })).rejects.toMatchObject({
      code: 'hit-policy-violated',
    });
  });

  it('answers nothing when no rule matches, and a count of nothing is 0', async () => {
    expect((await decide(overlapping, { score: 3 })).rows).toEqual([]);
    const counting = { ...overlapping, hitPolicy: 'COLLECT', aggregation: 'COUNT' };
    expect((await decide(counting, { score: 3 })).rows).toEqual([{ points: 0 }]);
  });

  it('refuses PRIORITY when the file is read, because the Java engines do not know it', async () => {
    await expect(parseDecisions(dmnXml({ ...overlapping, hitPolicy: 'PRIORITY' }))).rejects.toMatchObject({
      code: 'unsupported',
      decisionId: 'choose',
    });
  });
});

describe('cells and inputs', () => {
  it('matches an empty cell and a dash with anything, also with null', async () => {
    const table = {
      ...overlapping,
      hitPolicy: 'RULE ORDER',
      rules: [
        ['empty', '', '1'],
        ['dash', '-', '2'],
        ['number', '> 1', '3'],
      ],
    };
    expect((await decide(table, { score: null })).ruleIds).toEqual(['empty', 'dash']);
  });

  it('reads a number given as text by the type of the column', async () => {
    expect((await decide(overlapping, { score: '7' })).ruleIds).toEqual(['above-5']);
  });

  it('refuses a value that is not of the type of the column', async () => {
    await expect(decide(overlapping, { score: 'many' })).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('names decision and rule of a cell that is not FEEL', async () => {
    const table = { ...overlapping, rules: [['broken', '> > 5', '1']] };
    await expect(decide(table, { score: 7 })).rejects.toMatchObject({
      code: 'bad-expression',
      decisionId: 'choose',
      ruleId: 'broken',
    });
  });

  it('refuses an input nobody gave instead of deciding without it', async () => {
    await expect(decide(overlapping, { scroe: 7 })).rejects.toMatchObject({
      code: 'bad-expression',
      message: expect.stringContaining("'score' not found") as string,
    });
  });

  it('names the decisions of the file when asked for another', async () => {
    const model = await parseDecisions(dmnXml(overlapping));
    expect(() => evaluateDecision(model, 'chose', {})).toThrow('no decision "chose"; the file has choose');
  });
});

describe('decisions that require others', () => {
  const score: DmnTable = {
    id: 'score',
    variable: 'scoring',
    inputs: [['likelihood', 'number']],
    outputs: ['points'],
    rules: [
      ['rare', '<= 2', '1'],
      ['likely', '> 2', 'likelihood * 2'],
    ],
  };
  const level: DmnTable = {
    id: 'level',
    requires: ['score'],
    inputs: [
      ['points', 'number'],
      ['scoring', 'number'],
    ],
    outputs: ['level'],
    rules: [
      ['low', '< 5', '-', '"low"'],
      ['high', '>= 5', '>= 5', '"high"'],
    ],
  };

  it('see outputs of the required decision by their names and by its variable', async () => {
    const model = await parseDecisions(dmnXml(level, score));
    expect(evaluateDecision(model, 'level', { likelihood: 4 }).rows).toEqual([{ level: 'high' }]);
    expect(evaluateDecision(model, 'level', { likelihood: 1 }).rows).toEqual([{ level: 'low' }]);
  });

  it('may not require each other in a circle', async () => {
    const circle = dmnXml(level, { ...score, requires: ['level'] });
    await expect(parseDecisions(circle)).rejects.toThrow('level -> score -> level');
  });

  it('may not require what is not in the file', async () => {
    await expect(parseDecisions(dmnXml(level))).rejects.toThrow(
      '"level" requires "score", which is not in the file',
    );
  });
});

it('refuses a file that is not DMN', async () => {
  await expect(parseDecisions('<bpmn/>')).rejects.toMatchObject({ code: 'invalid-dmn' });
});
