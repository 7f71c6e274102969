import pg from 'pg';
import { expect, it } from 'vitest';
import { dmnXml } from '../../support/dmn-table.ts';
import { useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence } from '../../support/small-process.ts';

const lines: string[] = [];
const points = dmnXml({
  id: 'points',
  hitPolicy: 'FIRST',
  inputs: [['age', 'number']],
  outputs: ['points'],
  rules: [['r1', '-', '1']],
});
const decide = (id: string) => ({
  id,
  xml: `<businessRuleTask id="${id}" camunda:decisionRef="points" camunda:resultVariable="${id}" />`,
});
const engine = useEngine(
  (client) =>
    client.deploy({
      'points.dmn': points,
      'decided.bpmn': processXml('decided', sequence(decide('first'), decide('second'))),
    }),
  { onLogLine: (line) => lines.push(line) },
);

/** Lets the first `times` transactions that write down a decision lose a race against nobody. Sequences remember over a rollback. */
async function loseRaces(times: number): Promise<void> {
  const sql = new pg.Client({ connectionString: engine.databaseUrl });
  await sql.connect();
  await sql.query(`
    CREATE SEQUENCE races;
    CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF nextval('races') <= ${times} THEN RAISE EXCEPTION 'lost' USING ERRCODE = 'serialization_failure'; END IF;
        RETURN NULL;
      END
    $$;
    CREATE TRIGGER lose AFTER INSERT ON engine.history_decisions FOR EACH STATEMENT EXECUTE FUNCTION lose()`);
  await sql.end();
}

it('counts and logs once what is done again after a conflict', async () => {
  // given
  await loseRaces(2);

  // when
  await engine.client.start('decided');

  // then
  const { count } = await engine.client.get<{ count: number }>('/history/decision-instance/count');
  const { result } = await engine.client.get<{ result: number }>('/metrics/executed-decision-instances/sum');
  expect({ kept: count, counted: result }).toEqual({ kept: 2, counted: 2 });
  expect(lines.filter((line) => line.includes('decision-without-value'))).toHaveLength(2);
});
