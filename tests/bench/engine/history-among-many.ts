import pg from 'pg';
import type { BenchEngine } from './bench-engine.ts';
import type { Figure } from './figures.ts';
import { LeanClient } from './lean-client.ts';
import type { Measure } from './measure.ts';
import { percentile } from './percentile.ts';

/** Activities of each finished instance. */
const ACTIVITIES = 3;
const QUERIES = 40;

/** (g) The history of one case among very many finished ones, which SQL writes: living them all would take days. */
export const historyAmongMany: Measure = async ({ engine, size }) => {
  await fill(engine, size.finishedInstances);
  const client = new LeanClient(engine.url);
  const among = `among ${size.finishedInstances} finished`;
  const one = (number: number) => 1 + ((number * 7_919) % size.finishedInstances);
  const figures = [
    await timed('history-case', `history: instances of one case ${among}, p50 ms`, (number) =>
      client.get(`/history/process-instance?processInstanceBusinessKey=case-${one(number)}`),
    ),
    await timed('history-activities', `history: activities of one instance ${among}, p50 ms`, (number) =>
      client.get(`/history/activity-instance?processInstanceId=past-${one(number)}`),
    ),
    await timed('history-newest', `history: the newest 50 instances ${among}, p50 ms`, () =>
      client.get('/history/process-instance?sortBy=startTime&sortOrder=desc&maxResults=50'),
    ),
  ];
  client.close();
  return figures;
};

async function timed(
  id: string,
  measure: string,
  ask: (number: number) => Promise<unknown>,
): Promise<Figure> {
  const samples: number[] = [];
  for (let number = 0; number < QUERIES; number += 1) {
    const from = performance.now();
    const answer = await ask(number);
    if (!Array.isArray(answer) || answer.length === 0) throw new Error(`${measure}: nothing was found.`);
    samples.push(performance.now() - from);
  }
  return { id, measure, value: percentile(samples, 0.5), better: 'less' };
}

async function fill({ kind, databaseUrl }: BenchEngine, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // Rows are right by construction; checking each reference would take most of the time.
    await client.query('SET session_replication_role = replica');
    for (const sql of FILL[kind]) await client.query(sql.replaceAll(':count', String(count)));
    await client.query('RESET session_replication_role');
    await client.query('VACUUM ANALYZE');
  } finally {
    await client.end();
  }
}

const STARTED = `now() - make_interval(secs => n)`;
const ENDED = `${STARTED} + interval '2 hours'`;

const FILL = {
  njia: [
    `INSERT INTO engine.history_processes (id, definition_id, definition_key, business_key, root_id, state, started_at, ended_at)
     SELECT 'past-' || n, 'past-definition-' || n % 20, 'past-' || n % 20, 'case-' || n, 'past-' || n, 'COMPLETED', ${STARTED}, ${ENDED}
       FROM generate_series(1, :count) n`,
    `INSERT INTO engine.history_activities (instance_id, execution_id, activity_id, activity_type, started_at, ended_at)
     SELECT 'past-' || n, 'e' || a, 'activity-' || a, 'userTask', ${STARTED}, ${ENDED}
       FROM generate_series(1, :count) n, generate_series(1, ${ACTIVITIES}) a`,
  ],
  operaton: [
    `INSERT INTO operaton.act_hi_procinst (id_, proc_inst_id_, business_key_, proc_def_key_, proc_def_id_, start_time_, end_time_,
            duration_, root_proc_inst_id_, state_)
     SELECT 'past-' || n, 'past-' || n, 'case-' || n, 'past-' || n % 20, 'past-definition-' || n % 20, ${STARTED}, ${ENDED},
            7200000, 'past-' || n, 'COMPLETED'
       FROM generate_series(1, :count) n`,
    `INSERT INTO operaton.act_hi_actinst (id_, parent_act_inst_id_, proc_def_key_, proc_def_id_, root_proc_inst_id_, proc_inst_id_,
            execution_id_, act_id_, act_type_, start_time_, end_time_, duration_, act_inst_state_, sequence_counter_)
     SELECT 'past-' || n || '-' || a, 'past-' || n, 'past-' || n % 20, 'past-definition-' || n % 20, 'past-' || n, 'past-' || n,
            'past-' || n, 'activity-' || a, 'userTask', ${STARTED}, ${ENDED}, 7200000, 0, a
       FROM generate_series(1, :count) n, generate_series(1, ${ACTIVITIES}) a`,
  ],
};
